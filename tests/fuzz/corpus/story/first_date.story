course a cohort start 2026-01-05 zone UTC learners b
at 1970-01-01
b reads
