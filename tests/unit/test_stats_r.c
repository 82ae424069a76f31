/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics against R on random data, where R is installed; otherwise skipped. One R process for all rounds. */
#include "near.h"
#include "rng.h"
#include "stats_items.h"
#include "stats_model.h"
#include "unit.h"

#include <glib/gstdio.h>

#define ROUNDS 12
#define N 17
#define SKIPPED 77

typedef struct {
    double x[N], y[N], z[N];
    int arm[N];
} Round;

/* Scores in half points, so that there are ties and zeros, as in real tests. */
static void draw(Rng *rng, Round *r)
{
    for (int i = 0; i < N; i++) {
        r->arm[i] = i % 3;
        r->x[i] = rng_below(rng, 21) / 2.0;
        r->y[i] = r->x[i] + rng_below(rng, 13) / 2.0 - 2;
        r->z[i] = r->y[i] + rng_below(rng, 7) / 2.0 - 2;
    }
}

static void put(GString *out, const char *name, const double *x)
{
    g_string_append_printf(out, "%s<-c(", name);
    for (int i = 0; i < N; i++)
        g_string_append_printf(out, "%s%.17g", i ? "," : "", x[i]);
    g_string_append(out, ");");
}

static const char *const script =
    "a<-factor(0:16%%3);d<-y-x;t1<-t.test(y,x,paired=TRUE);t2<-t.test(x,z);t3<-t.test(x,z,var.equal=TRUE);"
    "w<-wilcox.test(y,x,paired=TRUE,exact=FALSE);u<-wilcox.test(x,z,exact=FALSE);f<-friedman.test(cbind(x,y,z));"
    "m<-lm(y~x+a);s<-summary(m);v<-anova(m,lm(y~x*a));contrasts(a)<-contr.sum(3);g<-summary(lm(d~a))$coefficients;"
    "b<-sum(d<0);k<-sum(d>0);al<-function(M){k<-ncol(M);k/(k-1)*(1-sum(apply(M,2,var))/var(rowSums(M)))};"
    "cat(sprintf('%.17g\\n',c(t1$statistic,t1$p.value,t1$conf.int,t2$p.value,t2$parameter,t3$p.value,w$statistic,w$p."
    "value,"
    "u$statistic,u$p.value,f$statistic,f$p.value,coef(m),s$coefficients[,2],s$r.squared,v$F[2],v$P[2],g[1,],"
    "binom.test(b,b+k)$p.value,al(cbind(x,y,z)),cor(x,y))),sep='')\n";

static void compare(const Round *r, const double *want)
{
    int at = 0;
    StatsPaired t = stats_paired_t(r->x, r->y, N);
    StatsTwoSample welch = stats_two_sample(r->x, N, r->z, N, STATS_WELCH),
                   pooled = stats_two_sample(r->x, N, r->z, N, STATS_POOLED);
    StatsSignedRank w = stats_signed_rank(r->x, r->y, N);
    StatsRankSum u = stats_rank_sum(r->x, N, r->z, N);
    double rows[3 * N], gain[N];
    int lost = 0, won = 0;
    for (int i = 0; i < N; i++) {
        rows[3 * i] = r->x[i];
        rows[3 * i + 1] = r->y[i];
        rows[3 * i + 2] = r->z[i];
        gain[i] = r->y[i] - r->x[i];
        lost += gain[i] < 0;
        won += gain[i] > 0;
    }
    StatsFriedman f = stats_friedman(rows, N, 3);
    StatsAncova m = stats_ancova(r->x, r->y, r->arm, NULL, N, 3);
    StatsCrossed c = stats_crossed(gain, r->arm, N, 3);
    const double got[] = { t.t, t.p, t.ci.low, t.ci.high, welch.p, welch.df, pooled.p, w.w_plus, w.p_normal_corrected,
        u.w, u.p_corrected, f.chi2, f.p, m.fit.coef[0], m.fit.coef[1], m.fit.coef[2], m.fit.coef[3], m.fit.se[0],
        m.fit.se[1], m.fit.se[2], m.fit.se[3], m.fit.r2, m.slope_f, m.slope_p, c.estimate, c.se, c.t, c.p,
        stats_mcnemar(lost, won).p_exact, stats_scale(rows, N, 3).alpha, t.r };
    for (; at < (int)G_N_ELEMENTS(got); at++)
        ck_assert_msg(fabs(got[at] - want[at]) <= 1e-8 * fmax(1e-3, fabs(want[at])), "figure %d: %.17g, R says %.17g",
            at, got[at], want[at]);
}

START_TEST(random_cohorts_give_what_r_gives)
{
    Rng rng = rng_seeded(20261207);
    Round rounds[ROUNDS];
    g_autoptr(GString) program = g_string_new("options(warn=-1);");
    for (int i = 0; i < ROUNDS; i++) {
        draw(&rng, &rounds[i]);
        put(program, "x", rounds[i].x);
        put(program, "y", rounds[i].y);
        put(program, "z", rounds[i].z);
        g_string_append(program, script);
    }
    g_autofree char *path = NULL, *out = NULL;
    int file = g_file_open_tmp("stats-XXXXXX.R", &path, NULL), status = 0;
    ck_assert(file >= 0 && g_file_set_contents(path, program->str, -1, NULL));
    g_close(file, NULL);
    const char *argv[] = { "Rscript", "--vanilla", path, NULL };
    bool ran = g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status, NULL);
    g_remove(path);
    ck_assert_msg(ran && status == 0, "R failed");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(out), "\n", -1);
    guint figures = g_strv_length(lines) / ROUNDS;
    ck_assert_int_eq(figures, 31);
    for (int i = 0; i < ROUNDS; i++) {
        double want[31];
        for (guint j = 0; j < figures; j++)
            want[j] = g_ascii_strtod(lines[i * figures + j], NULL);
        compare(&rounds[i], want);
    }
}
END_TEST

int main(void)
{
    g_autofree char *r = g_find_program_in_path("Rscript");
    if (!r)
        return SKIPPED;
    const TTest *const cases[] = { random_cohorts_give_what_r_gives };
    return unit_run("stats_r", cases, G_N_ELEMENTS(cases));
}
