# SPDX-License-Identifier: GPL-3.0-or-later
# Multiple imputation of missing post-tests for {cohort}: Rscript impute.R, in the folder of wide.csv. Base R only.
# First the complete-case row of the report is computed again from wide.csv; where it is not the same, nothing is imputed.
# Then each missing post-test is drawn {m} times from a Bayesian linear regression on pre-test, sequence of forms and steps done
# (Rubin 1987, normal model with noninformative prior), and the estimates are pooled by Rubin's rules with the degrees of freedom
# of Barnard & Rubin (1999). This assumes that who is missing depends only on what stands in the regression.
expected <- c(n = {n}, estimate = {estimate})
sequences <- {sequences}
m <- {m}
set.seed({seed})

d <- read.csv("wide.csv", stringsAsFactors = FALSE)
d <- d[!is.na(d$pre_total) & d$pre_late == 0, ]
d$s <- if (sequences > 1) d$sequence else 1
d <- d[d$s >= 1 & d$s <= sequences, ]
crossed <- function(gain, s) {
  means <- tapply(gain, s, mean); n <- tapply(gain, s, length); df <- length(gain) - sequences
  s2 <- sum((gain - means[as.character(s)])^2) / df
  c(estimate = mean(means), variance = s2 * sum(1 / n) / sequences^2, df = df)
}

seen <- !is.na(d$post_total)
own <- crossed((d$post_total - d$pre_total)[seen], d$s[seen])
cat(sprintf("complete cases: n = %d, gain %.6f, standard error %.6f (learners as independent)\n", sum(seen), own["estimate"], sqrt(own["variance"])))
if (sum(seen) != expected["n"] || abs(own["estimate"] - expected["estimate"]) > 1e-6)
  stop("this is not the complete-case row of the report: ", expected["n"], " learners, gain ", expected["estimate"])
cat("reproduced: it is the complete-case row of the report\n")
if (all(seen)) { cat("nobody is missing: there is nothing to impute\n"); quit(status = 0) }

X <- model.matrix(~ pre_total + steps_done + factor(s), data = transform(d, s = if (sequences > 1) s else rep(1:2, length.out = nrow(d))))
if (sequences == 1) X <- X[, 1:3]
keep <- qr(X[seen, ])$pivot[seq_len(qr(X[seen, ])$rank)]
X <- X[, keep, drop = FALSE]
fit <- lm.fit(X[seen, , drop = FALSE], d$post_total[seen])
df <- sum(seen) - ncol(X); s2 <- sum(fit$residuals^2) / df; root <- chol(chol2inv(qr.R(fit$qr)))
draws <- sapply(seq_len(m), function(i) {
  sigma <- sqrt(s2 * df / rchisq(1, df))
  beta <- fit$coefficients + sigma * drop(t(root) %*% rnorm(ncol(X)))
  post <- d$post_total
  post[!seen] <- pmin(100, pmax(0, drop(X[!seen, , drop = FALSE] %*% beta) + sigma * rnorm(sum(!seen))))
  crossed(post - d$pre_total, d$s)
})
q <- mean(draws["estimate", ]); within <- mean(draws["variance", ]); between <- var(draws["estimate", ])
total <- within + (1 + 1 / m) * between; lambda <- (1 + 1 / m) * between / total
complete <- nrow(d) - sequences; observed <- (complete + 1) / (complete + 3) * complete * (1 - lambda)
dof <- 1 / (lambda^2 / (m - 1) + 1 / observed)
cat(sprintf("multiple imputation: n = %d, %d draws, gain %.4f, 95 %% interval %.4f to %.4f, df %.1f, missing information %.3f\n", nrow(d), m, q,
  q - qt(.975, dof) * sqrt(total), q + qt(.975, dof) * sqrt(total), dof, lambda))
