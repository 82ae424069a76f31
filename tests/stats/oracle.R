# SPDX-License-Identifier: GPL-3.0-or-later
# The same cases by R: Rscript oracle.R FOLDER CASES prints "case<TAB>figure<TAB>value". Base R where it has the method;
# survival, igraph, coin, clubSandwich, vcd, psychotools and psych for the rest (a case whose package is absent is left out). What no package
# has at hand is written here a second time, from the formula and without a look at the engine.
options(warn = -1, digits = 17)
args <- commandArgs(TRUE)
has <- function(p) suppressMessages(requireNamespace(p, quietly = TRUE))
vecsub <- function(prefix, v) setNames(v, paste0(prefix, ".", seq_along(v) - 1))
tab <- function(name, df) unlist(lapply(seq_len(nrow(df)), function(i) setNames(as.list(df[i, ]), paste0(name, ".", i - 1, ".", names(df)))))
ncp <- function(t, df, p) uniroot(function(d) pt(t, df, d) - p, t + c(-1, 1) * (8 + abs(t)), tol = 1e-13)$root

paired <- function(d, o) {
  x <- d[[o$pre]]; y <- d[[o$post]]; k <- !is.na(x) & !is.na(y); x <- x[k]; y <- y[k]; v <- y - x; n <- length(v)
  r <- c(n = n, missing = sum(!k), mean_diff = mean(v), mean_pre = mean(x), sd_post = sd(y))
  if (sd(v) > 1e-12) {
    t <- t.test(y, x, paired = TRUE)
    r <- c(r, t = unname(t$statistic), df = unname(t$parameter), p = t$p.value, vecsub("ci", t$conf.int), sd_diff = sd(v), r = cor(x, y))
    if (n > 2) {
      dz <- mean(v) / sd(v); j <- gamma((n - 1) / 2) / (sqrt((n - 1) / 2) * gamma((n - 2) / 2))
      if (!is.finite(j)) j <- exp(lgamma((n - 1) / 2) - lgamma((n - 2) / 2)) / sqrt((n - 1) / 2)
      r <- c(r, dz = dz, d_av = mean(v) / mean(c(sd(x), sd(y))), g = j * dz, glass = mean(v) / sd(x),
        d_rm = dz * sqrt(2 * (1 - cor(x, y))))
      if (abs(dz * sqrt(n)) < 30) r <- c(r, "~dz_ci.0" = ncp(dz * sqrt(n), n - 1, .975) / sqrt(n), "~dz_ci.1" = ncp(dz * sqrt(n), n - 1, .025) / sqrt(n))
    }
  } else r <- c(r, t = NA, p = NA)
  if (!is.null(o$max)) {
    M <- as.numeric(o$max); below <- x < M
    r <- c(r, gain_class = (mean(y) - mean(x)) / (M - mean(x)), gain_individual = mean(((y - x) / (M - x))[below]))
    same <- x == y; drop <- same & (x == 0 | x == M)
    g <- ifelse(y > x, (y - x) / (M - x), ifelse(y < x, (y - x) / x, 0))[!drop]
    r <- c(r, gain_c = mean(g))
  }
  r
}
exact_signed <- function(v) { # all sign patterns by convolution of probabilities
  rk <- 2 * rank(abs(v)); p <- 1
  for (a in rk) p <- c(p, rep(0, a)) / 2 + c(rep(0, a), p) / 2
  s <- sum(rk[v > 0]); at <- seq_along(p) - 1
  min(1, 2 * min(sum(p[at <= s + 1e-9]), sum(p[at >= s - 1e-9])))
}
wilcoxon <- function(d, o) {
  if (!is.null(o$pre)) {
    x <- d[[o$pre]]; y <- d[[o$post]]; k <- !is.na(x) & !is.na(y); v <- round((y - x)[k], 9)
    z <- v[v != 0]; if (!length(z)) return(c(n = sum(k)))
    a <- wilcox.test(v, exact = FALSE); b <- wilcox.test(v, exact = FALSE, correct = FALSE)
    r <- c(n = sum(k), zeros = sum(v == 0), V = unname(a$statistic), p_normal_corrected = a$p.value, p_normal = b$p.value)
    if (length(z) <= 400) r <- c(r, p_exact = exact_signed(z))
    if (length(z) <= 400 && !anyDuplicated(abs(z)) && length(z) == length(v)) r <- c(r, p = wilcox.test(v, exact = TRUE)$p.value)
    return(r)
  }
  k <- !is.na(d[[o$value]]) & !is.na(d[[o$group]]); y <- round(d[[o$value]][k], 9); g <- factor(d[[o$group]][k])
  a <- y[g == levels(g)[1]]; b <- y[g == levels(g)[2]]
  u <- wilcox.test(a, b, exact = FALSE); w <- wilcox.test(a, b, exact = FALSE, correct = FALSE)
  r <- c(n1 = length(a), n2 = length(b), W = unname(u$statistic), p_normal_corrected = u$p.value, p_normal = w$p.value)
  if (length(y) < 70) {
    r <- c(r, if (has("coin")) c(p_exact = as.numeric(coin::pvalue(coin::wilcox_test(y ~ g, distribution = "exact")))) else NULL)
    if (!anyDuplicated(y)) r <- c(r, p = wilcox.test(a, b, exact = TRUE)$p.value)
  }
  r
}
two_sample <- function(d, o) {
  k <- !is.na(d[[o$value]]); y <- d[[o$value]][k]; g <- factor(d[[o$group]][k])
  a <- y[g == levels(g)[1]]; b <- y[g == levels(g)[2]]; n1 <- length(a); n2 <- length(b); df <- n1 + n2 - 2
  t <- t.test(a, b, var.equal = !is.null(o$pooled)); sp <- sqrt(((n1 - 1) * var(a) + (n2 - 1) * var(b)) / df); s <- sqrt(1 / n1 + 1 / n2)
  e <- (mean(a) - mean(b)) / sp; j <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
  se <- sqrt(s^2 + e^2 / (2 * (n1 + n2)))
  by <- NULL
  if (!is.null(o$cluster)) {
    m <- tapply(y, d[[o$cluster]][k], mean); arm <- tapply(as.character(g), d[[o$cluster]][k], `[`, 1)
    u <- t.test(m[arm == levels(g)[1]], m[arm == levels(g)[2]], var.equal = !is.null(o$pooled))
    by <- tab("by_cluster", data.frame(t = unname(u$statistic), df = unname(u$parameter), p = u$p.value, ci.0 = u$conf.int[1]))
  }
  c(by, t = unname(t$statistic), df = unname(t$parameter), p = t$p.value, vecsub("ci", t$conf.int), mean_diff = mean(a) - mean(b),
    d = e, g = j * e, vecsub("d_ci_normal", e + c(-1, 1) * qnorm(.975) * se), "~d_ci.0" = ncp(e / s, df, .975) * s, "~d_ci.1" = ncp(e / s, df, .025) * s)
}
mcnemar <- function(d, o) {
  x <- d[[o$pre]]; y <- d[[o$post]]; k <- !is.na(x) & !is.na(y); t <- table(factor(x[k], 0:1), factor(y[k], 0:1)); b <- t[2, 1]; c <- t[1, 2]
  c(b = b, c = c, p = binom.test(b, b + c)$p.value, chi2 = unname(mcnemar.test(t, correct = FALSE)$statistic), chi2_corrected_p = mcnemar.test(t)$p.value)
}
ancova <- function(d, o) {
  f <- data.frame(y = d[[o$post]], x = d[[o$pre]], g = factor(d[[o$group]]), c = if (is.null(o$cluster)) 1 else d[[o$cluster]])
  f <- f[complete.cases(f), ]; m <- lm(y ~ x + g, f); s <- summary(m); w <- anova(m, lm(y ~ x * g, f)); ci <- confint(m)
  at <- data.frame(x = mean(f$x), g = levels(f$g)); a <- predict(m, at, se.fit = TRUE)
  r <- c(tab("terms", data.frame(estimate = coef(m), se = s$coefficients[, 2], t = s$coefficients[, 3], p = s$coefficients[, 4], ci.0 = ci[, 1], ci.1 = ci[, 2])),
    tab("adjusted_means", data.frame(adjusted = a$fit, se = a$se.fit)), r2 = s$r.squared, sigma = s$sigma, F = unname(s$fstatistic[1]), slope_F = w$F[2], slope_p = w$P[2])
  if (!is.null(o$cluster) && has("clubSandwich")) {
    k <- clubSandwich::coef_test(m, vcov = "CR2", cluster = f$c, test = "Satterthwaite")
    df <- if (is.null(k$df_Satt)) k$df else k$df_Satt; p <- if (is.null(k$p_Satt)) k[[ncol(k)]] else k$p_Satt
    r <- c(r, tab("terms_cr2", data.frame(estimate = k$beta, se = k$SE, df = df, p = p)))
  }
  r
}
columns <- function(d, text) { e <- strsplit(text, "-")[[1]]; as.matrix(d[, match(e[1], names(d)):match(e[length(e)], names(d)), drop = FALSE]) }
alpha <- function(M) { k <- ncol(M); k / (k - 1) * (1 - sum(apply(M, 2, var)) / var(rowSums(M))) }
scale_of <- function(M) {
  M <- M[complete.cases(M), ]; n <- nrow(M); k <- ncol(M); a <- alpha(M)
  r <- c(n = n, alpha = a, alpha_ci.0 = 1 - (1 - a) * qf(.975, n - 1, (n - 1) * (k - 1)), alpha_ci.1 = 1 - (1 - a) * qf(.025, n - 1, (n - 1) * (k - 1)), sem = sd(rowSums(M)) * sqrt(1 - a))
  if (all(M %in% 0:1)) { p <- colMeans(M); v <- var(rowSums(M)) * (n - 1) / n; r <- c(r, kr20 = k / (k - 1) * (1 - sum(p * (1 - p)) / v)) }
  r
}
items_of <- function(name, M) {
  W <- M[complete.cases(M), ]; T <- rowSums(W); n <- nrow(W); k <- ncol(W); size <- max(1, floor(.27 * n + .5))
  edge <- function(x, key) { # the tied at the edge share what is left
    cut <- sort(key, decreasing = TRUE)[size]; up <- key > cut; tied <- key == cut
    (sum(x[up]) + mean(x[tied]) * (size - sum(up))) / size
  }
  df <- data.frame(n = colSums(!is.na(M)), facility = colMeans(M, na.rm = TRUE))
  df$r_pb <- apply(W, 2, function(x) if (sd(x) > 0) cor(x, T) else NA)
  df$r_pb_corrected <- sapply(seq_len(k), function(j) if (sd(W[, j]) > 0) cor(W[, j], T - W[, j]) else NA)
  df$discrimination <- apply(W, 2, function(x) edge(x, T) - edge(x, -T))
  df$alpha_dropped <- sapply(seq_len(k), function(j) alpha(W[, -j]))
  tab(name, df)
}
items <- function(d, o) {
  if (!is.null(o$columns)) { M <- columns(d, o$columns); return(c(scale_of(M), items_of("items", M))) }
  A <- columns(d, o$pre); B <- columns(d, o$post); x <- rowSums(A); y <- rowSums(B); t <- t.test(y, x, paired = TRUE)
  p <- sapply(seq_len(ncol(A)), function(j) { b <- sum(A[, j] > B[, j], na.rm = TRUE); c <- sum(A[, j] < B[, j], na.rm = TRUE); binom.test(b, b + c)$p.value })
  c(t = unname(t$statistic), p = t$p.value, alpha_pre = unname(scale_of(A)["alpha"]), alpha_post_ci.1 = unname(scale_of(B)["alpha_ci.1"]),
    tab("changes", data.frame(p = p, p_holm = p.adjust(p, "holm"), p_bh = p.adjust(p, "BH"))), items_of("items_pre", A), items_of("items_post", B))
}
mh <- function(d, o) {
  M <- columns(d, o$columns); g <- factor(d[[o$group]]); T <- rowSums(M)
  tab("items", do.call(rbind, lapply(seq_len(ncol(M)), function(j) {
    t <- table(g, factor(M[, j], 1:0), T); t <- t[, , apply(t, 3, function(s) all(rowSums(s) > 0)), drop = FALSE]
    m <- mantelhaen.test(t)
    data.frame(odds_ratio = unname(m$estimate), ci.0 = m$conf.int[1], ci.1 = m$conf.int[2], chi2 = unname(m$statistic), p = m$p.value, delta = -2.35 * log(unname(m$estimate)))
  })))
}
rasch <- function(d, o) {
  M <- columns(d, o$columns); M <- M[complete.cases(M), ]; T <- rowSums(M); k <- ncol(M); U <- M[T > 0 & T < k, ]; T <- rowSums(U)
  cml <- function(M) psychotools::raschmodel(M, reltol = 1e-16, maxit = 1000); q <- cml(U); b <- psychotools::itempar(q, ref = 1:k)
  cut <- floor(median(T)); if (!any(T > cut)) cut <- cut - 1
  lr <- 2 * (as.numeric(logLik(cml(U[T <= cut, ]))) + as.numeric(logLik(cml(U[T > cut, ]))) - as.numeric(logLik(q)))
  if (any(c(apply(U[T <= cut, ], 2, var), apply(U[T > cut, ], 2, var)) == 0)) lr <- NA
  th <- sapply(1:(k - 1), function(r) uniroot(function(t) sum(plogis(t - b)) - r, c(-20, 20), tol = 1e-13)$root)
  P <- plogis(outer(th[T], b, "-")); V <- P * (1 - P); R <- (U - P)^2
  c(n_used = nrow(U), "~log_likelihood" = as.numeric(logLik(q)), "~andersen_lr" = lr,
    setNames(b, paste0("~items.", 1:k - 1, ".difficulty")), setNames(sqrt(diag(vcov(b))), paste0("~items.", 1:k - 1, ".se")),
    setNames(colMeans(R / V), paste0("~items.", 1:k - 1, ".outfit")), setNames(colSums(R) / colSums(V), paste0("~items.", 1:k - 1, ".infit")),
    setNames(th, paste0("~scores.", 1:(k - 1), ".ability")))
}
retest <- function(d, o) {
  x <- d[[o$first]]; y <- d[[o$second]]; k <- !is.na(x) & !is.na(y); x <- x[k]; y <- y[k]; n <- length(x); ct <- cor.test(x, y)
  a <- anova(lm(v ~ s + o, data.frame(v = c(x, y), s = factor(c(1:n, 1:n)), o = factor(rep(1:2, each = n)))))[["Mean Sq"]]
  icc <- (a[1] - a[3]) / (a[1] + a[3] + 2 * (a[2] - a[3]) / n)
  r <- c(r = unname(ct$estimate), vecsub("r_ci", ct$conf.int), icc2 = icc, sem = sqrt(max(0, (a[2] - a[3]) / n) + a[3]))
  if (has("psych")) { i <- psych::ICC(cbind(x, y), lmer = FALSE)$results; r <- c(r, icc2_ci.0 = i[2, "lower bound"], icc2_ci.1 = i[2, "upper bound"]) }
  r
}
crossed <- function(d, o) {
  f <- data.frame(g = d[[o$post]] - d[[o$pre]], s = factor(d[[o$sequence]])); f <- f[complete.cases(f), ]
  contrasts(f$s) <- contr.sum(nlevels(f$s)); m <- lm(g ~ s, f); s <- summary(m)$coefficients[1, ]
  c(estimate = s[[1]], se = s[[2]], t = s[[3]], p = s[[4]], vecsub("ci", confint(m)[1, ]))
}
friedman <- function(d, o) { M <- columns(d, o$columns); M <- M[complete.cases(M), ]; f <- friedman.test(M); c(n = nrow(M), chi2 = unname(f$statistic), df = unname(f$parameter), p = f$p.value) }
icc <- function(d, o) {
  if (!is.null(o$columns)) { i <- psych::ICC(columns(d, o$columns), lmer = FALSE)$results$ICC; return(setNames(i, c("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"))) }
  f <- data.frame(y = d[[o$value]], c = factor(d[[o$cluster]])); f <- f[complete.cases(f), ]; f$c <- droplevels(f$c); a <- anova(lm(y ~ c, f))
  size <- table(f$c); N <- nrow(f); n0 <- (N - sum(size^2) / N) / (length(size) - 1); b <- a[["Mean Sq"]][1]; w <- a[["Mean Sq"]][2]; rho <- (b - w) / (b + (n0 - 1) * w)
  lo <- a$F[1] / qf(.975, a$Df[1], a$Df[2]); hi <- a$F[1] / qf(.025, a$Df[1], a$Df[2])
  c(icc = rho, F = a$F[1], p = a[["Pr(>F)"]][1], ci.0 = (lo - 1) / (lo + n0 - 1), ci.1 = (hi - 1) / (hi + n0 - 1), design_effect = 1 + (sum(size^2) / N - 1) * max(0, rho))
}
kripp <- function(M, level) { # units in rows; from the pairs themselves
  M <- M[rowSums(!is.na(M)) > 1, , drop = FALSE]; v <- sort(unique(M[!is.na(M)])); n <- sapply(v, function(a) sum(M == a, na.rm = TRUE))
  delta <- outer(seq_along(v), seq_along(v), Vectorize(function(i, j) switch(level, nominal = as.numeric(i != j), interval = (v[i] - v[j])^2,
    ratio = if (i == j) 0 else ((v[i] - v[j]) / (v[i] + v[j]))^2, ordinal = if (i == j) 0 else (sum(n[min(i, j):max(i, j)]) - (n[i] + n[j]) / 2)^2)))
  at <- matrix(match(M, v), nrow(M)); obs <- 0
  for (u in seq_len(nrow(at))) { a <- at[u, !is.na(at[u, ])]; m <- length(a); obs <- obs + sum(delta[a, a]) / (m - 1) }
  1 - (sum(n) - 1) * obs / sum(outer(n, n) * delta)
}
agreement <- function(d, o) {
  level <- if (is.null(o$level)) "nominal" else o$level
  M <- if (!is.null(o$coders)) columns(d, o$coders) else as.matrix(d[, c(o$coder1, o$coder2)])
  if (!is.numeric(M)) M <- matrix(as.numeric(factor(M)), nrow(M))
  r <- c(krippendorff_alpha = kripp(M, level))
  if (ncol(M) > 2) {
    W <- M[complete.cases(M), , drop = FALSE]; v <- sort(unique(c(M))); N <- t(apply(W, 1, function(x) sapply(v, function(a) sum(x == a)))); m <- ncol(W)
    po <- mean((rowSums(N^2) - m) / (m * (m - 1))); pe <- sum((colSums(N) / sum(N))^2)
    return(c(r, n_by_all = nrow(W), percent = 100 * po, fleiss_kappa = (po - pe) / (1 - pe)))
  }
  W <- M[complete.cases(M), ]; v <- sort(unique(c(M[!is.na(M)]))); t <- table(factor(W[, 1], v), factor(W[, 2], v)); p <- t / sum(t); k <- length(v); e <- outer(rowSums(p), colSums(p))
  dist <- abs(outer(1:k, 1:k, "-")); w <- if (is.null(o$weights)) 1 - (dist > 0) else if (o$weights == "linear") 1 - dist / (k - 1) else 1 - (dist / (k - 1))^2
  r <- c(r, n = sum(t), kappa = (sum(w * p) - sum(w * e)) / (1 - sum(w * e)), percent = 100 * sum(diag(p)), pabak = (k * sum(diag(p)) - 1) / (k - 1))
  if (has("vcd")) { # vcd's weights are its own: ours go in as a matrix
    q <- vcd::Kappa(unclass(matrix(t, k)), weights = w); m <- if (is.null(o$weights)) q$Unweighted else q$Weighted
    r <- c(r, vecsub("ci", m[["value"]] + c(-1, 1) * qnorm(.975) * m[["ASE"]]))
  }
  r
}
network <- function(d, o) {
  dir <- is.null(o$undirected); ids <- sort(unique(c(as.character(d$from), as.character(d$to)))); g <- igraph::graph_from_data_frame(d, directed = dir, vertices = ids); g <- igraph::simplify(g)
  u <- igraph::as.undirected(g); n <- length(ids); deg <- igraph::degree(u)
  c(nodes = n, edges = igraph::ecount(g), density = igraph::edge_density(g), transitivity = igraph::transitivity(u, "global"),
    components = igraph::components(g)$no, mean_distance = igraph::mean_distance(g), diameter = igraph::diameter(g),
    centralisation = sum(max(deg) - deg) / ((n - 1) * (n - 2)), if (dir) c(reciprocity = igraph::reciprocity(g)) else NULL,
    tab("people", data.frame(in_degree = igraph::degree(g, mode = "in"), out_degree = igraph::degree(g, mode = "out"), betweenness = igraph::betweenness(g))))
}
km <- function(d, o) {
  s <- survival::Surv(d[[o$time]], d[[o$event]])
  one <- function(k, label) {
    f <- survival::survfit(survival::Surv(d[[o$time]][k], d[[o$event]][k]) ~ 1); q <- quantile(f, c(.25, .5, .75)); m <- summary(f)
    list(curve = data.frame(n = f$n, events = sum(f$n.event), q1 = q$quantile[1], median = q$quantile[2], q3 = q$quantile[3], median_ci.0 = q$lower[2], median_ci.1 = q$upper[2]),
      steps = data.frame(time = f$time, at_risk = f$n.risk, survival = f$surv, se = ifelse(f$surv > 0, f$surv * f$std.err, NA), ci.0 = f$lower, ci.1 = f$upper))
  }
  if (is.null(o$group)) { r <- one(rep(TRUE, nrow(d)), ""); return(c(tab("curves", r$curve), tab("steps", r$steps))) }
  g <- factor(d[[o$group]]); l <- survival::survdiff(s ~ g); all <- lapply(levels(g), function(a) one(g == a, a))
  c(chi2 = l$chisq, p = pchisq(l$chisq, nlevels(g) - 1, lower.tail = FALSE), tab("curves", do.call(rbind, lapply(all, `[[`, "curve"))), tab("steps", do.call(rbind, lapply(all, `[[`, "steps"))))
}
adjust <- function(d, o) { p <- d[[o$p]]; tab("tests", data.frame(p_holm = p.adjust(p, "holm"), p_bh = p.adjust(p, "BH"))) }
spread <- function(d, o) { x <- sort(d[[o$value]]); n <- length(x); G <- sum(abs(outer(x, x, "-"))) / (2 * n^2 * mean(x)); c(n = n, gini = G, gini_corrected = G * n / (n - 1)) }

needs <- c(km = "survival", network = "igraph", rasch = "psychotools")
methods <- list(paired = paired, wilcoxon = wilcoxon, "two-sample" = two_sample, mcnemar = mcnemar, ancova = ancova, items = items,
  reliability = function(d, o) scale_of(columns(d, o$columns)), mh = mh, rasch = rasch, "test-retest" = retest, crossed = crossed, friedman = friedman, icc = icc,
  agreement = agreement, network = network, km = km, adjust = adjust, spread = spread)
for (line in grep("^#", readLines(args[2]), value = TRUE, invert = TRUE)) {
  w <- strsplit(line, " ")[[1]]; o <- list(); i <- 3
  while (i <= length(w)) {
    key <- sub("--", "", w[i]); value <- i < length(w) && !startsWith(w[i + 1], "--")
    o[[key]] <- if (value) w[i + 1] else TRUE
    i <- i + 1 + value
  }
  if ((w[2] %in% names(needs) && !has(needs[[w[2]]])) || (w[1] == "ratings" && !has("psych"))) next
  d <- read.csv(file.path(args[1], paste0(w[1], ".csv")), na.strings = c("", "NA", ".", "NaN"), stringsAsFactors = FALSE)
  r <- unlist(methods[[w[2]]](d, o))
  cat(sprintf("%s\t%s\t%s\n", line, names(r), ifelse(is.na(r), "NA", sprintf("%.17g", as.numeric(r)))), sep = "")
}
