# A strike on day 4: the coordinator moves the rest of the course by two course days. What was given stays given; lessons and tests
# come two days later.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1

at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"   expect nurse1 <- "May we keep your posts"
at 2026-01-07 12:29   nurse1 says "MENU"   expect nurse1 <- "before and after every client" between 2026-01-07 12:30 and 2026-01-07 12:40 once
at 2026-01-07 17:00   coordinator does cohort.shift days=0   expect refused "not 0"
                 coordinator does cohort.shift days=-1   expect refused "there are 0 of them"
                 coordinator does cohort.shift days=2 dry_run=yes   expect told "2026-01-12 12:30"
                 coordinator does cohort.shift days=2   expect told "m1d"
at 2026-01-08 12:20   nurse1 says "MENU"   expect nurse1 <- "*Menu*"
at 2026-01-08 12:25   expect no message to nurse1 until 2026-01-09 12:20
at 2026-01-12 12:20   nurse1 says "MENU"
                 expect nurse1 <- "What stops you from cleaning hands?" between 2026-01-12 12:30 and 2026-01-12 12:40 once
