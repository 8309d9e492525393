#!/usr/bin/env bash
# limma 3.54.1 with statmod 1.5.0 (Debian 12): duplicateCorrelation's consensus is not that of the REML estimates.
# It calls statmod's mixedModel2Fit with maxit = 20 and its tolerance of 1e-6, which stops before the optimum of single
# rows: in 400 rows of 12 subjects with missing values the consensus is 0.6277955; iterated on (tol = 1e-14) it is
# 0.6278060. A program that maximises the likelihood agrees with limma to five digits only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v Rscript >/dev/null || { echo "R (r-base-core) is needed" >&2; exit 77; }
apt-get download -qq r-bioc-limma=3.54.1+dfsg-1 r-cran-statmod=1.5.0-1 >/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
export R_LIBS="$folder/root/usr/lib/R/site-library"
cat >seen.R <<'R'
suppressMessages(library(limma))
stopifnot(packageVersion("limma") == "3.54.1", packageVersion("statmod") == "1.5.0")
set.seed(3)
rows <- 400
subject <- c(1:10, 1:8, 11, 12)
design <- cbind(1, rep(0:1, each = 10))
own <- matrix(rnorm(rows * 12, 0, 0.5), rows)
values <- 20 + own[, subject] + matrix(rnorm(rows * 20, 0, 0.4), rows)
values[sample(length(values), 300)] <- NA
consensus <- duplicateCorrelation(values, design, block = subject)$consensus
estimate <- function(row) {
  seen <- is.finite(values[row, ])
  block <- factor(subject[seen])
  parts <- statmod::mixedModel2Fit(values[row, seen], design[seen, ], model.matrix(~0 + block),
    only.varcomp = TRUE, maxit = 200, tol = 1e-14)$varcomp
  parts[[2]] / sum(parts)
}
rho <- vapply(seq_len(rows), function(row) tryCatch(estimate(row), error = function(e) NA_real_), 0)
iterated <- tanh(mean(atanh(pmin(pmax(rho, 1 / (1 - 2) + 0.01), 0.99)), trim = 0.15, na.rm = TRUE))
cat(sprintf("consensus %.7f, iterated on %.7f\n", consensus, iterated))
R
seen=$(Rscript seen.R)
echo "$seen"
[ "$seen" = "consensus 0.6277955, iterated on 0.6278060" ] || { echo "it has changed" >&2; exit 1; }
