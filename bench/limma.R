# limma on the tables of each folder: proteins at q <= 0.05 to limma.txt; seconds of the fit, and with reading, to
# limma.time. Samples NAME_pre and NAME_post are pairs; others are two groups, low and high.
suppressMessages(library(limma))
for (folder in commandArgs(TRUE)) {
  begin <- proc.time()[["elapsed"]]
  cargo <- read.delim(file.path(folder, "cargo.tsv"), check.names = FALSE, na.strings = "NA")
  values <- as.matrix(cargo[, -(1:3)])
  rownames(values) <- cargo$protein
  start <- proc.time()[["elapsed"]]
  post <- grepl("_post$", colnames(values))
  if (any(post)) {
    differences <- values[, post] - values[, sub("_post$", "_pre", colnames(values)[post])]
    differences <- differences[rowSums(!is.na(differences)) >= 3, ]
    fit <- eBayes(lmFit(differences, rep(1, ncol(differences))))
    p <- fit$p.value[, 1]
  } else {
    high <- grepl("^high", colnames(values))
    values <- values[rowSums(!is.na(values[, high])) >= 1 & rowSums(!is.na(values[, !high])) >= 1 & rowSums(!is.na(values)) >= 3, ]
    p <- eBayes(lmFit(values, cbind(1, high)))$p.value[, 2]
  }
  q <- p.adjust(p, "BH")
  end <- proc.time()[["elapsed"]]
  writeLines(names(q)[!is.na(q) & q <= 0.05], file.path(folder, "limma.txt"))
  writeLines(sprintf("%.2f %.2f", end - start, end - begin), file.path(folder, "limma.time"))
}
