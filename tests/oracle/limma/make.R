# What limma says about small made-up studies, for tests/unit/compare/LimmaTest.cpp to compare with.
# Rscript make.R FOLDER: writes CASE.design.tsv, CASE.contrasts.tsv, CASE.values.tsv, CASE.results.tsv and panels.*.tsv.
suppressMessages(library(limma))
folder <- commandArgs(trailingOnly = TRUE)[1]
set.seed(20261125, kind = "Mersenne-Twister", normal.kind = "Inversion")

writeTable <- function(table, name) {
  number <- vapply(table, is.numeric, TRUE)
  table[number] <- lapply(table[number], function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x)))
  write.table(table, file.path(folder, paste0(name, ".tsv")), sep = "\t", quote = FALSE, row.names = FALSE, na = "NA")
}

# limma seeks the robust prior's df to 1e-8 of df / (1 + df) only; here it has to be found.
seekRobustly <- limma:::fitFDistRobustly
environment(seekRobustly) <- list2env(list(uniroot = function(..., tol) stats::uniroot(..., tol = 1e-15)),
  parent = asNamespace("limma"))
assignInNamespace("fitFDistRobustly", seekRobustly, "limma")

# What limma's eBayes adds to a fit, in columns that begin with `name`.
moderated <- function(fit, name, trend, robust = FALSE) {
  fit <- suppressWarnings(eBayes(fit, trend = trend, robust = robust))
  n <- nrow(fit$coefficients)
  columns <- data.frame(prior_df = rep_len(fit$df.prior, n), prior_variance = rep_len(fit$s2.prior, n),
    variance = fit$s2.post, df = fit$df.total)
  for (j in seq_len(ncol(fit$t))) {
    columns[[paste0("t", j)]] <- fit$t[, j]
    columns[[paste0("p", j)]] <- fit$p.value[, j]
  }
  columns$f <- fit$F
  columns$f_p <- fit$F.p.value
  names(columns) <- paste(name, names(columns), sep = "_")
  list(columns = columns, fit = fit)
}

# Standard deviations of contrasts and F row by row, from lm on the samples that the row has and limma's variance:
# what limma's contrasts.fit approximates in rows with missing values. NA where lm cannot tell all coefficients.
rowByRow <- function(values, design, contrasts, fit) {
  columns <- matrix(NA_real_, nrow(values), ncol(contrasts) + 2)
  colnames(columns) <- c(paste0("exact_deviation", seq_len(ncol(contrasts))), "exact_f", "exact_f_p")
  independent <- qr(contrasts)$pivot[seq_len(qr(contrasts)$rank)]
  for (i in seq_len(nrow(values))) {
    seen <- !is.na(values[i, ])
    if (sum(seen) == 0 || qr(design[seen, , drop = FALSE])$rank < ncol(design)) next
    model <- lm(y ~ 0 + ., data.frame(y = values[i, seen], design[seen, , drop = FALSE]))
    unscaled <- summary(model)$cov.unscaled
    columns[i, seq_len(ncol(contrasts))] <- sqrt(diag(t(contrasts) %*% unscaled %*% contrasts))
    some <- contrasts[, independent, drop = FALSE]
    estimates <- t(some) %*% coef(model)
    f <- sum(estimates * solve(t(some) %*% unscaled %*% some, estimates)) / length(independent) / fit$s2.post[i]
    columns[i, "exact_f"] <- f
    columns[i, "exact_f_p"] <- pf(f, length(independent), fit$df.residual[i] + fit$df.prior, lower.tail = FALSE)
  }
  as.data.frame(columns)
}

writeCase <- function(name, values, design, contrasts, covariate) {
  values <- round(values, 6)
  design <- round(design, 6)
  covariate <- round(covariate, 6)
  ids <- sprintf("P%03d", seq_len(nrow(values)))
  colnames(values) <- sprintf("s%02d", seq_len(ncol(values)))
  colnames(design) <- sprintf("x%d", seq_len(ncol(design)))
  colnames(contrasts) <- sprintf("c%d", seq_len(ncol(contrasts)))
  writeTable(as.data.frame(design), paste0(name, ".design"))
  writeTable(as.data.frame(contrasts), paste0(name, ".contrasts"))
  writeTable(data.frame(row = ids, covariate = covariate, values), paste0(name, ".values"))
  fit <- suppressWarnings(lmFit(values, design))
  fit <- contrasts.fit(fit, contrasts)
  results <- data.frame(row = ids, fit$coefficients, fit$stdev.unscaled, fit$sigma, fit$df.residual, fit$Amean,
    as.integer(vapply(ids, function(id) qr(design[!is.na(values[match(id, ids), ]), , drop = FALSE])$rank, 1) ==
      ncol(design)))
  each <- seq_len(ncol(contrasts))
  names(results) <- c("row", paste0("estimate", each), paste0("deviation", each), "sigma", "residual_df", "mean",
    "full_rank")
  flat <- moderated(fit, "flat", FALSE)
  trend <- moderated(fit, "trend", covariate)
  robust <- moderated(fit, "robust", FALSE, robust = nrow(values) > 2) # limma fails on two rows
  exact <- rowByRow(values, design, contrasts, flat$fit)
  writeTable(cbind(results, flat$columns, trend$columns, robust$columns, exact), paste0(name, ".results"))
}

# Rows of noise whose spread falls with the mean, and now and then an effect.
makeRows <- function(rows, design, spread = 1.2) {
  abundance <- runif(rows, 18, 30)
  deviation <- exp(-0.12 * (abundance - 24)) * sqrt(4 / rchisq(rows, 4)) * 0.4
  effects <- matrix(rnorm(rows * ncol(design), sd = spread), rows) * (runif(rows) < 0.3)
  list(abundance = abundance, noise = effects %*% t(design) + deviation * matrix(rnorm(rows * nrow(design)), rows))
}
lose <- function(values, part) replace(values, runif(length(values)) < part, NA)

# Differences within subjects: their mean, and their intercept on a score.
one <- matrix(1, 6, 1)
made <- makeRows(50, one)
writeCase("paired", made$noise, one, matrix(1), made$abundance)
scored <- cbind(1, rnorm(7))
made <- makeRows(60, scored)
values <- lose(made$noise, 0.25)
values[1, ] <- NA
values[2, -3] <- NA
values[3, -(2:3)] <- NA
writeCase("score", values, scored, diag(2), 1 + rpois(60, 3)) # as many peptides: many ties

# Few rows, whose trend has 3 df, 2, and none; and variances that agree better than by chance.
for (rows in c(12, 5, 2)) {
  made <- makeRows(rows, one)
  writeCase(paste0("few", rows), made$noise, one, matrix(1), made$abundance)
}
shape <- c(-1.1, -0.6, 0.1, 0.3, 0.9, 0.4)
made <- t(vapply(1:12, function(i) shape * (1 + i / 100) + i / 10, shape))
writeCase("alike", made, one, matrix(1), c(20:28, 28, 28, 30))

# A course of three time points in four subjects, time and subject in the design: its last contrast is the difference
# of the first two.
course <- model.matrix(~ factor(rep(1:3, 4)) + factor(rep(1:4, each = 3)))
steps <- cbind(c(0, 1, 0, 0, 0, 0), c(0, 0, 1, 0, 0, 0), c(0, -1, 1, 0, 0, 0))
made <- makeRows(40, course)
writeCase("course", made$noise + made$abundance, course, steps, rowMeans(round(made$noise + made$abundance, 6)))
made <- makeRows(60, course)
values <- round(lose(made$noise + made$abundance, 0.15), 6)
writeCase("course_missing", values, course, steps, rowMeans(values, na.rm = TRUE))

# Two groups of unequal size with a covariate and a batch; unpaired.
groups <- cbind(1, rep(0:1, c(4, 6)), round(rnorm(10, 40, 12)), rep(0:1, 5))
made <- makeRows(45, groups[, 1:2])
values <- round(lose(made$noise + made$abundance, 0.1), 6)
writeCase("groups_missing", values, groups, diag(4)[, 2:3], rowMeans(values, na.rm = TRUE))

# Competitive tests of panels, without and with ties.
statistic <- round(rnorm(80, sd = 2), 6)
panels <- list(up = 1:9, down = 20:31, none = seq(3, 80, 7), single = 5, most = 1:76)
statistic[panels$up] <- statistic[panels$up] + 1.7
statistic[panels$down] <- statistic[panels$down] - 1.1
statistics <- data.frame(plain = statistic, tied = round(statistic))
writeTable(statistics, "panels.statistics")
writeTable(data.frame(panel = rep(names(panels), lengths(panels)), row = unlist(panels)), "panels.members")
tests <- expand.grid(panel = names(panels), correlation = c(0.01, 0, 0.2), ranks = 0:1, statistic = names(statistics),
  stringsAsFactors = FALSE)
camera <- Map(function(panel, correlation, ranks, name) {
  cameraPR(statistics[[name]], panels[[panel]], use.ranks = ranks == 1, inter.gene.cor = correlation)
}, tests$panel, tests$correlation, tests$ranks, tests$statistic)
camera <- do.call(rbind, camera)
writeTable(data.frame(tests, rows = camera$NGenes, direction = camera$Direction, p = camera$PValue), "panels.results")

# Tests of panels on paired differences, alone and at zero change of a score: camera with the correlation estimated, and
# roast. Panel "together" shares noise and does not change.
made <- makeRows(70, matrix(1, 8, 1))
values <- made$noise
values[1:10, ] <- values[1:10, ] + matrix(rnorm(8, sd = 0.8), 10, 8, byrow = TRUE)
values[11:22, ] <- values[11:22, ] + 0.35
values[30:34, ] <- values[30:34, ] - 0.6
values <- round(values, 6)
score <- round(rnorm(8, 0.3), 6)
sets <- list(together = 1:10, up = 11:22, down = 30:34, mixed = seq(5, 70, 6), single = 40)
writeTable(data.frame(row = sprintf("P%03d", 1:70), values), "pairs.values")
writeTable(data.frame(score = score), "pairs.score")
writeTable(data.frame(panel = rep(names(sets), lengths(sets)), row = unlist(sets)), "pairs.members")
rotations <- 49999
pairs <- lapply(list(unadjusted = matrix(1, 8, 1), adjusted = cbind(score, 1)), function(design) {
  camera <- camera(values, sets, design, inter.gene.cor = NA, sort = FALSE)
  roast <- mroast(values, sets, design, nrot = rotations, sort = "none")
  data.frame(panel = names(sets), rows = camera$NGenes, correlation = camera$Correlation, direction = camera$Direction,
    p = camera$PValue, roast_direction = roast$Direction, roast_p = roast$PValue)
})
writeTable(data.frame(model = rep(names(pairs), each = length(sets)), rotations = rotations, do.call(rbind, pairs)),
  "pairs.results")

# What R's power.t.test says: the change that 80 % of studies of so many pairs see. Above a noncentrality of 37.62 R's pt
# is approximate, so few pairs are asked at a large alpha only.
power <- expand.grid(pairs = c(3, 6, 8, 10, 15, 20), alpha = c(0.05, 0.001, 1e-5))
power <- power[power$pairs > 3 | power$alpha == 0.05, ]
power$change <- mapply(function(n, alpha) power.t.test(n = n, sd = 0.7, sig.level = alpha, power = 0.8,
  type = "paired", strict = TRUE, tol = 1e-12)$delta, power$pairs, power$alpha)
writeTable(data.frame(power, sd = 0.7), "power")

# Differences with variances that stand out, in rows of 6, 5 and 4; few prior df and infinitely many.
for (spread in c(0.35, 0)) {
  deviation <- exp(rnorm(200, sd = spread)) * ifelse(runif(200) < 0.06, 5, 1)
  values <- lose(deviation * matrix(rnorm(200 * 6), 200) + (runif(200) < 0.1), 0.05)
  writeCase(if (spread > 0) "outliers" else "outliers_alike", values, one, matrix(1), rowMeans(values, na.rm = TRUE))
}

# Storey's pi0 by the closed form of its bootstrap.
pi0 <- function(p) {
  lambda <- seq(0.05, 0.95, 0.05)
  above <- vapply(lambda, function(l) sum(p >= l), 1)
  each <- above / length(p) / (1 - lambda)
  error <- above / (length(p)^2 * (1 - lambda)^2) * (1 - above / length(p)) + (each - quantile(each, 0.1))^2
  min(each[error == min(error)], 1)
}
p <- round(c(runif(300), rbeta(100, 0.3, 6)), 6)
writeTable(data.frame(p = p, pi0 = pi0(p), bh = p.adjust(p, "BH"), storey = pi0(p) * p.adjust(p, "BH")), "storey")

# Changes of two groups with a covariate's change: difference of differences.
difference <- cbind(1, rep(0:1, c(5, 6)), round(rnorm(11, 2), 3))
made <- makeRows(50, difference[, 1:2])
writeCase("difference", made$noise, difference, matrix(c(0, 1, 0)), made$abundance)

# The two groups again, all values there.
made <- makeRows(45, groups[, 1:2])
writeCase("groups", made$noise + made$abundance, groups, diag(4)[, 2:3], rowMeans(round(made$noise + made$abundance, 6)))
