# What limma says about made-up studies whose units come in blocks or differ in quality, for
# tests/unit/stats/BlocksTest.cpp, SampleWeightsTest.cpp and compare/CompareWeightsTest.cpp to compare with.
# Rscript make.R FOLDER: writes CASE.units.tsv, CASE.values.tsv, CASE.results.tsv, CASE.strata.tsv and weights_*.tsv.
suppressMessages(library(limma))
folder <- commandArgs(trailingOnly = TRUE)[1]
set.seed(20270301, kind = "Mersenne-Twister", normal.kind = "Inversion")

writeTable <- function(table, name) {
  number <- vapply(table, is.numeric, TRUE)
  table[number] <- lapply(table[number], function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x)))
  write.table(table, file.path(folder, paste0(name, ".tsv")), sep = "\t", quote = FALSE, row.names = FALSE, na = "NA")
}

# Generalised least squares of each row on the units that it has: exact, where contrasts.fit approximates. With weights
# w the errors' covariance is that of the blocks between 1 / sqrt(w) on either side.
rowByRow <- function(values, design, contrasts, block, correlation, weights) {
  covariance <- outer(block, block, "==") * correlation
  diag(covariance) <- 1
  covariance <- covariance / sqrt(outer(weights, weights))
  columns <- matrix(NA_real_, nrow(values), 2 * ncol(contrasts) + 1)
  each <- seq_len(ncol(contrasts))
  colnames(columns) <- c(paste0("exact_estimate", each), paste0("exact_deviation", each), "exact_sigma")
  for (i in seq_len(nrow(values))) {
    seen <- !is.na(values[i, ])
    whiten <- solve(t(chol(covariance[seen, seen, drop = FALSE])))
    model <- lm.fit(whiten %*% design[seen, , drop = FALSE], drop(whiten %*% values[i, seen]))
    if (model$rank < ncol(design)) next
    unscaled <- chol2inv(model$qr$qr[seq_len(model$rank), , drop = FALSE])
    columns[i, each] <- t(contrasts) %*% model$coefficients
    columns[i, ncol(contrasts) + each] <- sqrt(diag(t(contrasts) %*% unscaled %*% contrasts))
    if (model$df.residual > 0)
      columns[i, 2 * ncol(contrasts) + 1] <- sqrt(sum(model$residuals^2) / model$df.residual)
  }
  as.data.frame(columns)
}

# Errors by the strata within and between blocks (include/vescargo/stats/strata.h), by projections of explicit matrices.
# The correlation weighs units and nothing else.
strataOfRow <- function(y, design, contrasts, block, correlation, weights) {
  n <- length(y)
  root <- sqrt(weights)
  y <- root * y
  X <- root * design
  Z <- root * outer(block, unique(block), "==")
  V <- outer(block, block, "==") * correlation
  diag(V) <- 1
  inverse <- solve(V)
  C <- t(contrasts) %*% solve(t(X) %*% inverse %*% X, t(X) %*% inverse)
  M <- diag(n) - X %*% solve(crossprod(X), t(X))
  both <- qr(cbind(X, Z))
  R <- diag(n) - tcrossprod(qr.Q(both)[, seq_len(both$rank), drop = FALSE])
  fw <- n - both$rank
  fb <- both$rank - ncol(X)
  k <- sum(diag(t(Z) %*% M %*% Z)) / fb
  list(fw = fw, fb = fb, k = k, msw = if (fw > 0) sum(y * (R %*% y)) / fw else NA,
    msb = if (fb > 0) sum(y * ((M - R) %*% y)) / fb else NA, estimate = drop(C %*% y), units = tcrossprod(C),
    levels = tcrossprod(C %*% Z))
}

errorParts <- function(units, levels, row, correlation) {
  levels[levels < 1e-10 * units] <- 0
  if (row$fb == 0) return(list(within = units + levels * max(correlation, 0) / (1 - correlation), between = 0 * units))
  between <- levels / row$k
  within <- pmax(units - between, 0)
  if (row$fw == 0) list(within = 0 * units, between = within + between) else list(within = within, between = between)
}

squeeze <- function(variances, df, covariate) {
  told <- suppressWarnings(squeezeVar(variances, df, covariate = covariate))
  list(variance = ifelse(df > 0, told$var.post, told$var.prior), df = pmin(df + told$df.prior, sum(df)), prior = told$df.prior)
}

# Harmonic mean of the df, weighed by the variances.
dfOfSum <- function(first, firstDf, second, secondDf)
  (first + second) / (ifelse(first > 0, first / firstDf, 0) + ifelse(second > 0, second / secondDf, 0))

writeStrata <- function(name, values, design, contrasts, block, correlation, weights) {
  rows <- lapply(seq_len(nrow(values)), function(i) {
    seen <- !is.na(values[i, ])
    strataOfRow(values[i, seen], design[seen, , drop = FALSE], contrasts, block[seen], correlation, weights[seen])
  })
  all <- function(what) vapply(rows, function(row) as.numeric(row[[what]]), 0)
  table <- data.frame(row = sprintf("P%03d", seq_along(rows)), msw = all("msw"), fw = all("fw"), msb = all("msb"),
    fb = all("fb"))
  for (model in c("flat", "trend")) {
    covariate <- if (model == "trend") rowMeans(values, na.rm = TRUE)
    within <- squeeze(all("msw"), all("fw"), covariate)
    between <- squeeze(all("msb"), all("fb"), covariate)
    add <- function(what, value) table[[paste0(model, "_", what)]] <<- value
    add("prior_df", within$prior)
    variance <- function(parts, i) {
      first <- ifelse(parts$within > 0, parts$within * within$variance[i], 0)
      second <- ifelse(parts$between > 0, parts$between * between$variance[i], 0)
      list(sum = first + second, df = dfOfSum(first, within$df[i], second, between$df[i]))
    }
    for (j in seq_len(ncol(contrasts))) {
      told <- t(vapply(seq_along(rows), function(i) {
        row <- rows[[i]]
        error <- variance(errorParts(row$units[j, j], row$levels[j, j], row, correlation), i)
        c(row$estimate[j] / sqrt(error$sum), error$df)
      }, c(0, 0)))
      add(paste0("t", j), told[, 1])
      add(paste0("df", j), told[, 2])
      add(paste0("p", j), 2 * pt(-abs(told[, 1]), told[, 2]))
    }
    # F of the contrasts that are independent; df by Fai & Cornelius 1996.
    independent <- seq_len(qr(contrasts)$rank)
    told <- t(vapply(seq_along(rows), function(i) {
      row <- rows[[i]]
      half <- solve(t(chol(row$units[independent, independent, drop = FALSE])))
      turn <- eigen(half %*% row$levels[independent, independent, drop = FALSE] %*% t(half), symmetric = TRUE)
      error <- variance(errorParts(1 + 0 * turn$values, turn$values, row, correlation), i)
      along <- drop(t(turn$vectors) %*% half %*% row$estimate[independent])
      r <- length(independent)
      expected <- sum(ifelse(is.infinite(error$df), 1, error$df / (error$df - 2)))
      df <- if (r == 1 || min(error$df) <= 2) min(error$df) else 2 * expected / (expected - r)
      f <- mean(along^2 / error$sum)
      c(f, df, pf(f, r, df, lower.tail = FALSE))
    }, c(0, 0, 0)))
    add("f", told[, 1])
    add("f_df", told[, 2])
    add("f_p", told[, 3])
  }
  writeTable(table, paste0(name, ".strata"))
  invisible(table)
}

writeCase <- function(name, values, design, contrasts, block, weights = NULL) {
  values <- round(values, 6)
  design <- round(design, 6)
  ids <- sprintf("P%03d", seq_len(nrow(values)))
  colnames(values) <- sprintf("s%02d", seq_len(ncol(values)))
  colnames(design) <- sprintf("x%d", seq_len(ncol(design)))
  colnames(contrasts) <- sprintf("c%d", seq_len(ncol(contrasts)))
  each <- if (is.null(weights)) rep(1, ncol(values)) else round(weights, 6)
  limmaWeights <- if (is.null(weights)) NULL else matrix(each, nrow(values), ncol(values), byrow = TRUE)
  writeTable(data.frame(block = block, weight = each, design), paste0(name, ".units"))
  writeTable(as.data.frame(contrasts), paste0(name, ".contrasts"))
  writeTable(data.frame(row = ids, values), paste0(name, ".values"))
  told <- suppressWarnings(duplicateCorrelation(values, design, block = block, weights = limmaWeights))
  fit <- suppressWarnings(lmFit(values, design, block = block, correlation = told$consensus.correlation,
    weights = limmaWeights))
  fit <- suppressWarnings(eBayes(contrasts.fit(fit, contrasts)))
  results <- data.frame(row = ids, correlation = tanh(told$atanh.correlations), estimate = fit$coefficients,
    deviation = fit$stdev.unscaled, sigma = fit$sigma, df = fit$df.residual, t = fit$t, p = fit$p.value, f = fit$F,
    f_p = fit$F.p.value, posterior_variance = fit$s2.post)
  numbered <- c("estimate", "deviation", "t", "p")
  names(results) <- c("row", "correlation", paste0(rep(numbered[1:2], each = ncol(contrasts)), seq_len(ncol(contrasts))),
    "sigma", "df", paste0(rep(numbered[3:4], each = ncol(contrasts)), seq_len(ncol(contrasts))), "f", "f_p",
    "posterior_variance")
  writeStrata(name, values, design, contrasts, block, told$consensus.correlation, each)
  exact <- rowByRow(values, design, contrasts, block, told$consensus.correlation, each)
  writeTable(cbind(results, exact), paste0(name, ".results"))
  writeTable(data.frame(consensus = told$consensus.correlation, prior_df = fit$df.prior, prior_variance = fit$s2.prior),
    paste0(name, ".consensus"))
}

# Rows of variances of their own, whose units of a block go together.
makeRows <- function(rows, block, correlation) {
  common <- matrix(rnorm(rows * max(block)), rows)[, block] * sqrt(max(correlation, 0))
  own <- matrix(rnorm(rows * length(block)), rows) * sqrt(1 - max(correlation, 0))
  20 + (common + own) * sqrt(4 / rchisq(rows, 4)) * 0.4
}
lose <- function(values, part) replace(values, runif(length(values)) < part, NA)

# Two samples of each subject and one covariate of the sample and one of the subject.
pairs <- rep(1:12, each = 2)
pairsDesign <- cbind(1, rep(0:1, 12), rnorm(24), rep(rnorm(12), each = 2))
writeCase("pairs", makeRows(60, pairs, 0.5), pairsDesign, diag(4)[, c(2, 4)], pairs)
writeCase("pairs_missing", lose(makeRows(60, pairs, 0.5), 0.1), pairsDesign, diag(4)[, c(2, 4)], pairs)
# Samples of a subject that nearly agree, and samples that agree less than by chance.
writeCase("alike", makeRows(40, pairs, 0.97), pairsDesign[, 1:2], diag(2)[, 2, drop = FALSE], pairs)
apart <- makeRows(40, pairs, 0)
for (subject in unique(pairs)) apart[, pairs == subject] <- apart[, pairs == subject] - 0.7 * rowMeans(apart[, pairs == subject])
writeCase("apart", apart, pairsDesign[, 1:2], diag(2)[, 2, drop = FALSE], pairs)
# A course of three time points; some subjects have one or two of them, in any order; its last contrast is the
# difference of the first two.
course <- rep(1:9, each = 3)[-c(2, 6, 12, 11, 20)]
time <- rep(1:3, 9)[-c(2, 6, 12, 11, 20)]
mixed <- sample(length(course))
course <- course[mixed]
courseDesign <- cbind(1, time[mixed] == 2, time[mixed] == 3) + 0
steps <- cbind(c(0, 1, 0), c(0, 0, 1), c(0, -1, 1))
writeCase("course", makeRows(50, course, 0.4), courseDesign, steps, course)
writeCase("course_missing", lose(makeRows(50, course, 0.4), 0.12), courseDesign, steps, course)
# Samples of different weight, and few subjects.
writeCase("weighted", makeRows(50, pairs, 0.5), pairsDesign[, 1:3], diag(3)[, 2, drop = FALSE], pairs,
  exp(rnorm(24, sd = 0.7)))
few <- rep(1:4, each = 2)
writeCase("few", makeRows(30, few, 0.6), cbind(1, rep(0:1, 4)), diag(2)[, 2, drop = FALSE], few)
# Two time points: some subjects lack one of them, some have repeated samples.
subjects <- c(1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 7, 8, 9, 9, 9, 9, 10, 10)
after <- c(0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1)
tubes <- cbind(1, after)
lift <- function(values) values + outer(runif(nrow(values)) < 0.3, after)
writeCase("tubes", lift(makeRows(40, subjects, 0.5)), tubes, matrix(c(0, 1)), subjects)
writeCase("tubes_missing", lose(lift(makeRows(60, subjects, 0.5)), 0.1), tubes, matrix(c(0, 1)), subjects)

# Weights of samples of which two are worse, by limma's two methods.
writeWeights <- function(name, values, design) {
  values <- round(values, 6)
  design <- round(design, 6)
  colnames(values) <- sprintf("s%02d", seq_len(ncol(values)))
  colnames(design) <- sprintf("x%d", seq_len(ncol(design)))
  writeTable(data.frame(row = sprintf("P%03d", seq_len(nrow(values))), values), paste0("weights_", name, ".values"))
  weights <- arrayWeights(values, design)
  writeTable(data.frame(weight = weights, design), paste0("weights_", name, ".units"))
  fit <- eBayes(lmFit(values, design, weights = weights))
  tested <- min(2, ncol(design))
  writeTable(data.frame(row = sprintf("P%03d", seq_len(nrow(values))), estimate = fit$coefficients[, tested],
    t = fit$t[, tested], p = fit$p.value[, tested]), paste0("weights_", name, ".results"))
}
spread <- c(1, 1, 2.5, 1, 1, 1, 1, 4, 1, 1)
groups <- cbind(1, rep(0:1, each = 5), rnorm(10))
noise <- function(rows) t(t(matrix(rnorm(rows * 10), rows)) * spread) * sqrt(4 / rchisq(rows, 4)) * 0.3 + 22
writeWeights("mean", noise(80), groups[, 1, drop = FALSE])
writeWeights("groups", noise(80), groups)
writeWeights("missing", lose(noise(80), 0.15), groups)
writeWeights("few", noise(5), groups[, 1:2])

# Rotation tests of sets of rows where subjects are random blocks: limma's roast.
values <- makeRows(70, pairs, 0.5)
after <- pairsDesign[, 2] == 1
values[1:10, ] <- values[1:10, ] + matrix(rnorm(24, sd = 0.5), 10, 24, byrow = TRUE)
values[11:22, after] <- values[11:22, after] + 0.12
values[30:34, after] <- values[30:34, after] - 0.2
values <- round(values, 6)
design <- round(pairsDesign, 6)
sets <- list(together = 1:10, up = 11:22, down = 30:34, mixed = seq(5, 70, 6), single = 40)
correlation <- duplicateCorrelation(values, design, block = pairs)$consensus.correlation
rotations <- 49999
roast <- mroast(values, sets, design, contrast = 2, block = pairs, correlation = correlation, nrot = rotations,
  sort = "none")
writeTable(data.frame(row = sprintf("P%03d", 1:70), values), "sets.values")
writeTable(data.frame(block = pairs, correlation = correlation, design), "sets.units")
writeTable(data.frame(set = rep(names(sets), lengths(sets)), row = unlist(sets)), "sets.members")
writeTable(data.frame(set = names(sets), rotations = rotations, direction = roast$Direction, p = roast$PValue),
  "sets.results")

# Weights of samples of random subjects, as limma's users join them; of case "tubes". And of a course with subjects in
# its design.
tubesValues <- as.matrix(read.delim(file.path(folder, "tubes.values.tsv"))[, -1])
weights <- arrayWeights(tubesValues, tubes)
told <- duplicateCorrelation(tubesValues, tubes, block = subjects, weights = weights)$consensus.correlation
fit <- lmFit(tubesValues, tubes, block = subjects, correlation = told, weights = weights)
strata <- writeStrata("weights_tubes", tubesValues, tubes, matrix(c(0, 1)), subjects, told, weights)
writeTable(data.frame(weight = weights, consensus = told), "weights_tubes.units")
writeTable(data.frame(row = sprintf("P%03d", seq_len(nrow(tubesValues))), estimate = fit$coefficients[, 2],
  t = strata$flat_t1, p = strata$flat_p1), "weights_tubes.results")
subject <- factor(rep(1:5, each = 3))
whole <- cbind(rep(1:3, 5) == 2, rep(1:3, 5) == 3, model.matrix(~ 0 + subject)) + 0
values <- t(t(matrix(rnorm(60 * 15), 60)) * rep(c(1, 1, 3, 1, 1, 1, 0.5, 1), length.out = 15)) * sqrt(4 / rchisq(60, 4)) + 20
values <- round(values + matrix(rnorm(60 * 5), 60)[, subject], 6)
colnames(values) <- sprintf("s%02d", 1:15)
weights <- arrayWeights(values, whole)
fit <- eBayes(contrasts.fit(lmFit(values, whole, weights = weights), diag(7)[, 1:2]))
writeTable(data.frame(row = sprintf("P%03d", 1:60), values), "weights_course.values")
writeTable(data.frame(weight = weights), "weights_course.units")
writeTable(data.frame(row = sprintf("P%03d", 1:60), f = fit$F, p = fit$F.p.value), "weights_course.results")
