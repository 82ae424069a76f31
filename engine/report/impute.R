# SPDX-License-Identifier: GPL-3.0-or-later
# Multiple imputation of missing post-tests for {cohort}: Rscript impute.R, in the folder of wide.csv. Base R only.
# First each complete-case row of the report (one of the gain, or one of each arm against the reference) is computed again from
# wide.csv, with its standard error; where one is not the same, nothing is imputed. Then each missing post-test is drawn {m} times
# from a Bayesian linear regression on pre-test, sequence of forms, steps done and what the plan adjusts for, in each arm by itself
# (Rubin 1987, normal model with noninformative prior), and the estimates are pooled by Rubin's rules with the degrees of freedom of
# Barnard & Rubin (1999). This assumes that who is missing depends only on what stands in the regression, and within it learners of
# one room are drawn as if apart.
expected <- data.frame(arm = c({arms}), n = c({n}), estimate = c({estimate}), se = c({se}))
reference <- {reference}
sequences <- {sequences}
m <- {m}
set.seed({seed})
# What the report made of each row of wide.csv: who hangs together, and the groups that the plan adjusts for.
made <- data.frame(cluster = c({cluster}){adjust})

d <- read.csv("wide.csv", stringsAsFactors = FALSE)
if (nrow(d) != nrow(made)) stop("this is not the wide.csv that was written with this script: ", nrow(made), " rows are expected")
if (!any(is.finite(expected$estimate))) stop("the report has no complete-case row: there is nothing to compare with")
d <- cbind(d, made)
d$s <- if (sequences > 1) d$sequence else 1
d <- d[!is.na(d$pre_total) & d$pre_late == 0 & d$s >= 1 & d$s <= sequences, ]
E <- sapply(seq_len(sequences - 1), function(j) (d$s == j) - (d$s == sequences))
d$E <- if (sequences > 1) E else matrix(0, nrow(d), 0)
d$A <- as.matrix(d[, setdiff(names(made), "cluster"), drop = FALSE])

# Least squares for the coefficient j, and all that its standard error needs besides the residuals: CR2 with Satterthwaite's degrees of
# freedom (Bell & McCaffrey 2002) where clusters are shared and there are four or more (in each arm), else the ordinary one.
model <- function(X, j, cluster, arm) {
  M <- solve(crossprod(X)); shared <- any(duplicated(cluster))
  least <- min(tapply(cluster, arm, function(g) length(unique(g))))
  o <- list(X = X, M = M, j = j, cluster = cluster, robust = shared && least >= 4, few = shared && least < 4, df = nrow(X) - ncol(X))
  if (!o$robust) return(o)
  o$a <- numeric(nrow(X))
  P <- sapply(unique(cluster), function(g) {
    r <- which(cluster == g); Xg <- X[r, , drop = FALSE]
    e <- eigen(diag(length(r)) - Xg %*% M %*% t(Xg), symmetric = TRUE)
    a <- drop(e$vectors %*% (ifelse(e$values > 1e-10, 1 / sqrt(pmax(e$values, 1e-10)), 0) * crossprod(e$vectors, Xg %*% M[, j])))
    o$a[r] <<- a
    p <- -drop(X %*% (M %*% crossprod(Xg, a))); p[r] <- p[r] + a; p
  })
  G <- crossprod(P); o$df <- sum(diag(G))^2 / sum(G^2)
  o
}
fit <- function(o, y) {
  b <- drop(o$M %*% crossprod(o$X, y)); e <- y - drop(o$X %*% b)
  c(estimate = unname(b[o$j]), variance = if (o$robust) sum(rowsum(o$a * e, o$cluster)^2) else sum(e^2) / o$df * o$M[o$j, o$j])
}
row_of <- function(arm) if (arm == "") rep(TRUE, nrow(d)) else d$arm == arm | d$arm == reference
design <- function(arm, r) {
  if (arm == "") return(model(cbind(1, d$E[r, , drop = FALSE]), 1, d$cluster[r], rep(1, sum(r))))
  X <- cbind(1, d$pre_total[r], d$E[r, , drop = FALSE], d$A[r, , drop = FALSE], d$arm[r] == arm)
  model(X, ncol(X), d$cluster[r], d$arm[r])
}
outcome <- function(arm, post, r) if (arm == "") (post - d$pre_total)[r] else post[r]

seen <- !is.na(d$post_total)
for (i in seq_len(nrow(expected))) {
  x <- expected[i, ]; r <- row_of(x$arm) & seen
  own <- fit(design(x$arm, r), outcome(x$arm, d$post_total, r)); se <- sqrt(own[["variance"]])
  cat(sprintf("complete cases%s: n = %d, estimate %.6f, standard error %.6f\n", if (x$arm == "") "" else paste0(", ", x$arm), sum(r), own[["estimate"]], se))
  if (sum(r) != x$n || !isTRUE(abs(own[["estimate"]] - x$estimate) < 1e-6) || !isTRUE(abs(se - x$se) < 1e-6))
    stop("this is not the complete-case row of the report: ", x$n, " learners, estimate ", x$estimate, ", standard error ", x$se)
}
cat("reproduced: the complete-case row of the report\n")
if (all(seen)) { cat("nobody is missing: there is nothing to impute\n"); quit(status = 0) }

# The regression of one arm, ready to be drawn from.
regressed <- function(k) {
  X <- cbind(1, d$pre_total, d$steps_done, d$E, d$A)[k, , drop = FALSE]; s <- seen[k]
  q <- qr(X[s, , drop = FALSE]); X <- X[, q$pivot[seq_len(q$rank)], drop = FALSE]
  f <- lm.fit(X[s, , drop = FALSE], d$post_total[k][s]); df <- sum(s) - ncol(X)
  if (df < 1) stop("too few have a post-test to impute those who have none")
  list(k = k[!s], X = X[!s, , drop = FALSE], b = f$coefficients, s2 = sum(f$residuals^2), df = df, root = chol(chol2inv(qr.R(f$qr))))
}
compared <- if (reference == "") rep(TRUE, nrow(d)) else d$arm %in% c(reference, expected$arm)
parts <- lapply(split(which(compared), if (reference == "") rep("", nrow(d)) else d$arm[compared]), regressed)
drawn <- function() {
  post <- d$post_total
  for (p in parts) {
    sigma <- sqrt(p$s2 / rchisq(1, p$df)); beta <- p$b + sigma * drop(t(p$root) %*% rnorm(length(p$b)))
    post[p$k] <- pmin(100, pmax(0, drop(p$X %*% beta) + sigma * rnorm(length(p$k))))
  }
  post
}
posts <- lapply(seq_len(m), function(i) drawn())
for (arm in expected$arm) {
  r <- row_of(arm); o <- design(arm, r)
  draws <- sapply(posts, function(post) fit(o, outcome(arm, post, r)))
  q <- mean(draws["estimate", ]); between <- var(draws["estimate", ]); total <- mean(draws["variance", ]) + (1 + 1 / m) * between
  lambda <- (1 + 1 / m) * between / total; observed <- (o$df + 1) / (o$df + 3) * o$df * (1 - lambda)
  dof <- 1 / (lambda^2 / (m - 1) + 1 / observed); half <- qt(.975, dof) * sqrt(total)
  cat(sprintf("multiple imputation%s: n = %d, %d draws, estimate %.4f, 95 %% interval %.4f to %.4f, df %.1f, missing information %.3f\n",
    if (arm == "") "" else paste0(", ", arm), sum(r), m, q, q - half, q + half, dof, lambda))
  if (lambda > .5) cat("  more than half of what this says rests on the regression, not on answers: those who are missing were unlike those who were seen\n")
  if (o$few) cat("  too few rooms or facilities: the interval holds for these people, not for others\n")
}
