# SPDX-License-Identifier: GPL-3.0-or-later
# What the five studies of tests/cli/study.py come to, from the made-up answers alone: study.py --truth DIR, then
# Rscript tests/stats/stories.R DIR prints "study path value" for tests/stats/stories.txt. It knows nothing of the engine.
suppressMessages(library(clubSandwich))
dir <- commandArgs(TRUE)[1]
show <- function(study, path, value) cat(sprintf("%s %s %.12g\n", study, path, value))
put <- function(study, path, v) for (n in names(v)) show(study, paste0(path, "/", n), v[[n]])
# Mean of the sequences' mean changes: the intercept in effect coding, CR2 over rooms.
crossed <- function(y, s, cl, w = rep(1, length(y))) {
  k <- !is.na(y); w <- w[k]; y <- y[k]; f <- factor(s[k]); contrasts(f) <- contr.sum(nlevels(f))
  m <- lm(y ~ f, weights = w); v <- vcovCR(m, cluster = cl[k], type = "CR2")
  t <- coef_test(m, vcov = v, test = "Satterthwaite")[1, ]; i <- conf_int(m, vcov = v)[1, ]
  list(n = length(y), estimate = unname(coef(m)[1]), ci_low = i$CI_L, ci_high = i$CI_U, p = t$p_Satt)
}
read <- function(name) { d <- read.csv(file.path(dir, paste0(name, ".csv"))); d$cl <- paste(d$cohort, d$room); d }
for (name in c("null", "ceiling", "attrition", "delayed")) {
  d <- read(name)
  put(name, "study/outcomes/gain", crossed(d$post - d$pre, d$sequence, d$cl))
  both <- !is.na(d$post); change <- (d$post - d$pre)[both]
  t <- t.test(change); w <- suppressWarnings(wilcox.test(d$post[both], d$pre[both], paired = TRUE))
  put(name, "gain/paired", list(estimate = mean(change), ci_low = t$conf.int[1], ci_high = t$conf.int[2], p = t$p.value))
  show(name, "gain/wilcoxon/w", w$statistic)
  show(name, "attrition/lost", sum(!both))
}
d <- read("attrition")
kept <- ifelse(is.na(d$post), d$pre, d$post) - d$pre
put("attrition", "gain/sensitivity/carried", crossed(kept, d$sequence, d$cl))
least <- tapply(d$post - d$pre, d$sequence, min, na.rm = TRUE)
bad <- ifelse(is.na(d$post), pmin(100, pmax(0, d$pre + least[as.character(d$sequence)])), d$post) - d$pre
put("attrition", "gain/sensitivity/worst", crossed(bad, d$sequence, d$cl))
seen <- as.numeric(!is.na(d$post)); fit <- glm(seen ~ pre, data = d, family = binomial, control = list(epsilon = 1e-14, maxit = 60))
w <- ifelse(seen == 1, 1 / fitted(fit), 0)
put("attrition", "gain/sensitivity/weighted", crossed(d$post - d$pre, d$sequence, d$cl, w))
d <- read("delayed")
put("delayed", "study/outcomes/delayed", crossed(d$delayed - d$pre, d$sequence, d$cl))
put("delayed", "study/outcomes/kept", crossed(d$delayed - d$post, d$sequence, d$cl))
all3 <- !is.na(d$post) & !is.na(d$delayed); x <- as.matrix(d[all3, c("pre", "post", "delayed")]); f <- friedman.test(x)
show("delayed", "gain/retention/friedman", f$statistic)
show("delayed", "gain/retention/fraction", 100 * (mean(x[, 3]) - mean(x[, 1])) / (mean(x[, 2]) - mean(x[, 1])))
d <- read("arms"); d$e <- ifelse(d$sequence == 1, 1, -1); d$a <- as.numeric(d$cohort == "harare-1")
compared <- function(y, w = rep(1, nrow(d))) {
  k <- !is.na(y); m <- lm(y ~ pre + e + a, data = transform(d, y = y)[k, ], weights = w[k])
  v <- vcovCR(m, cluster = d$cl[k], type = "CR2"); t <- coef_test(m, vcov = v, test = "Satterthwaite")[4, ]; i <- conf_int(m, vcov = v)[4, ]
  list(n = sum(k), estimate = unname(coef(m)[4]), ci_low = i$CI_L, ci_high = i$CI_U, p = t$p_Satt)
}
put("arms", "study/outcomes/gain", compared(d$post))
put("arms", "study/sensitivity/carried", compared(ifelse(is.na(d$post), d$pre, d$post)))
change <- d$post - d$pre; least <- tapply(change, d$sequence, min, na.rm = TRUE); most <- tapply(change, d$sequence, max, na.rm = TRUE)
guess <- ifelse(d$a == 1, least[as.character(d$sequence)], most[as.character(d$sequence)])
put("arms", "study/sensitivity/worst", compared(ifelse(is.na(d$post), pmin(100, pmax(0, d$pre + guess)), d$post)))
chance <- numeric(nrow(d)) # in each arm by itself
for (arm in 0:1) {
  k <- d$a == arm
  chance[k] <- fitted(glm(!is.na(post) ~ pre, data = d[k, ], family = binomial, control = list(epsilon = 1e-14, maxit = 60)))
}
put("arms", "study/sensitivity/weighted", compared(d$post, 1 / chance))
