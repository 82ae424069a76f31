# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of the evaluation's tests a second time, from the wide.csv alone: STUDY_OUT=DIR test_study, then
# Rscript tests/stats/study.R DIR prints "study figure value". Written from the formulas, without a look at the engine.
suppressMessages(library(clubSandwich))
options(digits = 15)
dir <- commandArgs(TRUE)[1]
show <- function(study, figure, value) cat(sprintf("%s %s %.12g\n", study, figure, value))
read <- function(name) {
  d <- read.csv(file.path(dir, name), stringsAsFactors = FALSE)
  d$gain <- d$post_total - d$pre_total
  d
}
coded <- function(s, k) if (k < 2) matrix(0, length(s), 0) else sapply(1:(k - 1), function(j) ifelse(s == j, 1, ifelse(s == k, -1, 0)))
crossed <- function(y, s, cluster, w = rep(1, length(y))) {
  keep <- !is.na(y); w <- w[keep]; y <- y[keep]; k <- max(s); E <- coded(s[keep], k); cl <- cluster[keep]
  m <- if (k > 1) lm(y ~ E, weights = w) else lm(y ~ 1, weights = w)
  if (length(unique(cl)) == length(cl)) { ci <- confint(m)[1, ]; return(c(est = unname(coef(m)[1]), low = ci[1], high = ci[2], p = summary(m)$coefficients[1, 4])) }
  v <- vcovCR(m, cluster = cl, type = "CR2"); t <- coef_test(m, vcov = v, test = "Satterthwaite")[1, ]; i <- conf_int(m, vcov = v)[1, ]
  c(est = unname(coef(m)[1]), low = i$CI_L, high = i$CI_U, p = t$p_Satt)
}
put <- function(study, name, v) for (n in c("est", "low", "high", "p")) show(study, paste0(name, ".", n), v[[grep(paste0("^", n), names(v))[1]]])

d <- read("attrition"); room <- paste(d$cohort, d$room)
put("attrition", "designed", crossed(d$gain, d$sequence, room))
carried <- ifelse(is.na(d$post_total), d$pre_total, d$post_total) - d$pre_total
put("attrition", "carried", crossed(carried, d$sequence, room))
low <- tapply(d$gain, d$sequence, min, na.rm = TRUE)
worst <- ifelse(is.na(d$post_total), pmin(100, pmax(0, d$pre_total + low[as.character(d$sequence)])), d$post_total) - d$pre_total
put("attrition", "worst", crossed(worst, d$sequence, room))
seen <- as.numeric(!is.na(d$gain)); fit <- glm(seen ~ pre_total, data = d, family = binomial, control = list(epsilon = 1e-14, maxit = 60))
w <- ifelse(seen == 1, 1 / fitted(fit), 0)
put("attrition", "weighted", crossed(d$gain, d$sequence, room, w))
show("attrition", "weighted.largest", max(w))
x <- d$pre_total[seen == 1]; y <- d$pre_total[seen == 0]
sp <- sqrt(((length(x) - 1) * var(x) + (length(y) - 1) * var(y)) / (length(x) + length(y) - 2))
show("attrition", "pre_smd", (mean(x) - mean(y)) / sp)

d <- read("delayed"); room <- paste(d$cohort, d$room)
put("delayed", "gain", crossed(d$gain, d$sequence, room))
put("delayed", "delayed", crossed(d$delayed_total - d$pre_total, d$sequence, room))
put("delayed", "kept", crossed(d$delayed_total - d$post_total, d$sequence, room))

d <- read("arms"); cl <- paste(d$cohort, d$room)
d$e <- ifelse(d$sequence == 1, 1, -1); d$a <- as.numeric(d$arm == "app")
arm <- function(y, x) {
  k <- !is.na(y) & !is.na(x)
  m <- lm(y ~ x + e + cadre + sex + a, data = transform(d, y = y, x = x)[k, ])
  v <- vcovCR(m, cluster = cl[k], type = "CR2"); n <- length(coef(m)); t <- coef_test(m, vcov = v, test = "Satterthwaite")[n, ]; i <- conf_int(m, vcov = v)[n, ]
  c(est = unname(coef(m)[n]), low = i$CI_L, high = i$CI_U, p = t$p_Satt)
}
put("arms", "gain", arm(d$post_total, d$pre_total))
# the chance of a post-test, fitted on the pre-test in each arm by itself; weights as known, CR2 as for a weighted lm
d$weight <- NA
for (a in unique(d$arm)) {
  k <- d$arm == a & !is.na(d$pre_total)
  fit <- glm(!is.na(gain) ~ pre_total, data = d[k, ], family = binomial, control = list(epsilon = 1e-14, maxit = 60))
  d$weight[k] <- 1 / fitted(fit)
}
k <- !is.na(d$gain)
m <- lm(post_total ~ pre_total + e + cadre + sex + a, data = d[k, ], weights = weight); n <- length(coef(m))
v <- vcovCR(m, cluster = cl[k], type = "CR2"); t <- coef_test(m, vcov = v, test = "Satterthwaite")[n, ]; i <- conf_int(m, vcov = v)[n, ]
put("arms", "weighted", c(est = unname(coef(m)[n]), low = i$CI_L, high = i$CI_U, p = t$p_Satt))
show("arms", "weighted.largest", max(d$weight[k]))
put("arms", "carried", arm(ifelse(is.na(d$post_total), d$pre_total, d$post_total), d$pre_total))
part <- function(o, ids) rowMeans(d[, paste0(o, "_", ids)], na.rm = TRUE) * 100 + ifelse(is.na(d[[paste0(o, "_total")]]), NA, 0)
ids <- as.vector(outer(c("a", "b"), sprintf("%02d", c(1, 4, 7, 10)), paste0))
put("arms", "objective", arm(part("post", ids), part("pre", ids)))

d <- read("wedge"); cl <- paste(d$cohort, d$room)
when <- function(x) as.numeric(as.POSIXct(x, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC")) / 86400
pre <- when(d$pre_opened_at); starts <- sort(unique(floor(tapply(pre, d$cohort, min)) - 1))
long <- rbind(data.frame(y = d$pre_total, at = pre, x = 0, cl = cl), data.frame(y = d$post_total, at = when(d$post_opened_at), x = 1, cl = cl))
long <- long[!is.na(long$y), ]; long$period <- factor(sapply(long$at, function(a) sum(starts <= a + 3)))
m <- lm(y ~ period + x, data = long); v <- vcovCR(m, cluster = long$cl, type = "CR2"); n <- length(coef(m))
t <- coef_test(m, vcov = v, test = "Satterthwaite")[n, ]; i <- conf_int(m, vcov = v)[n, ]
put("wedge", "wedge", c(est = unname(coef(m)[n]), low = i$CI_L, high = i$CI_U, p = t$p_Satt))
