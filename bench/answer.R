# What R's limma says of the tables that bench/answer made: answer.R TASK FOLDER... reads cargo.tsv and study.tsv of each.
#   paired   pairs' differences, lmFit and eBayes, to limma.tsv
#   groups   two groups of samples that are no pairs, the same, to limma.tsv
#   blocked  time point in the design, subjects as blocks by duplicateCorrelation, to blocked.tsv
#   weighed  FOLDER is a number of studies: p <= 0.05 and 0.001 (%) of 500 unchanged proteins, without and with
#            arrayWeights, where they are independent and where they share a factor; to standard output
#   speed    seconds of the blocked way with panels (panels.gmt), to standard output
# Priors follow the mean abundance (limma-trend), as they do in EVCargoComparer.
suppressMessages(library(limma))

read <- function(folder) {
  cargo <- read.delim(file.path(folder, "cargo.tsv"), check.names = FALSE, na.strings = "NA")
  sheet <- read.delim(file.path(folder, "study.tsv"), check.names = FALSE)
  values <- as.matrix(cargo[, as.character(sheet$sample)])
  rownames(values) <- cargo$protein
  list(values = values, subject = factor(sheet$subject), post = sheet$timepoint != sheet$timepoint[1])
}

tell <- function(folder, name, protein, change, p) {
  rows <- data.frame(protein = protein, log2_fold_change = change, p = p, q = p.adjust(p, "BH"))
  write.table(rows, file.path(folder, name), sep = "\t", quote = FALSE, row.names = FALSE)
}

abundance <- function(values) rowMeans(values, na.rm = TRUE)

paired <- function(folder) {
  study <- read(folder)
  both <- intersect(study$subject[study$post], study$subject[!study$post])
  at <- function(post) which(study$post == post)[match(both, study$subject[study$post == post])]
  differences <- study$values[, at(TRUE), drop = FALSE] - study$values[, at(FALSE), drop = FALSE]
  tested <- rowSums(!is.na(differences)) >= 3
  differences <- differences[tested, , drop = FALSE]
  fit <- eBayes(lmFit(differences, matrix(1, ncol(differences), 1)),
    trend = abundance(study$values[tested, c(at(TRUE), at(FALSE)), drop = FALSE]))
  tell(folder, "limma.tsv", rownames(differences), fit$coefficients[, 1], fit$p.value[, 1])
}

groups <- function(folder) {
  study <- read(folder)
  seen <- function(post) rowSums(!is.na(study$values[, study$post == post]))
  values <- study$values[seen(TRUE) >= 1 & seen(FALSE) >= 1 & seen(TRUE) + seen(FALSE) >= 3, ]
  fit <- eBayes(lmFit(values, cbind(1, study$post)), trend = abundance(values))
  tell(folder, "limma.tsv", rownames(values), fit$coefficients[, 2], fit$p.value[, 2])
}

blockedFit <- function(study) {
  design <- model.matrix(~ 0 + factor(study$post))
  colnames(design) <- c("pre", "post")
  correlation <- duplicateCorrelation(study$values, design, block = study$subject)$consensus.correlation
  fit <- lmFit(study$values, design, block = study$subject, correlation = correlation)
  eBayes(contrasts.fit(fit, makeContrasts(post - pre, levels = design)), trend = abundance(study$values))
}

blocked <- function(folder) {
  fit <- suppressWarnings(blockedFit(read(folder)))
  tell(folder, "blocked.tsv", rownames(fit$coefficients), fit$coefficients[, 1], fit$p.value[, 1])
}

# camera takes neither blocks nor missing values: subjects are in its design, and where values are missing it is cameraPR,
# on the moderated t.
speed <- function(folder) {
  seconds <- function(expression) system.time(expression)[["elapsed"]]
  reading <- seconds(study <- read(folder))
  fitting <- seconds(fit <- suppressWarnings(blockedFit(study)))
  sets <- lapply(strsplit(readLines(file.path(folder, "panels.gmt")), "\t"), function(set) set[-(1:2)])
  testing <- seconds({
    index <- ids2indices(sets, rownames(study$values))
    t <- fit$t[, 1]
    if (anyNA(study$values)) cameraPR(t[!is.na(t)], ids2indices(sets, names(t)[!is.na(t)]))
    else camera(study$values, index, model.matrix(~ study$subject + study$post), inter.gene.cor = NA)
  })
  cat(sprintf("%.2f\t%.2f\t%.2f\n", reading, fitting, testing))
}

weighed <- function(studies) {
  set.seed(1)
  for (shared in c(0, 0.6)) for (pairs in c(4, 6, 10)) {
    p <- replicate(as.integer(studies), {
      noise <- sqrt(1 - shared^2) * matrix(rnorm(500 * pairs), 500) + shared * outer(rnorm(500), rnorm(pairs))
      values <- noise * sqrt(4 / rchisq(500, 4))
      mean <- matrix(1, pairs, 1)
      fits <- list(lmFit(values, mean), lmFit(values, mean, weights = arrayWeights(values, mean)))
      sapply(fits, function(fit) eBayes(fit)$p.value[, 1])
    })
    below <- sapply(c(0.05, 0.001), function(bar) 100 * apply(p <= bar, 2, mean))
    cat(sprintf("%g\t%d\t%.2f, %.2f\t%.2f, %.2f\n", shared, pairs, below[1, 1], below[1, 2], below[2, 1], below[2, 2]))
  }
}

arguments <- commandArgs(TRUE)
task <- switch(arguments[1], paired = paired, groups = groups, blocked = blocked, weighed = weighed,
  speed = speed)
for (folder in arguments[-1]) task(folder)
