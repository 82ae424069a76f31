# A week's pause: afterwards what waits comes by the day's ration and says of which day it is; nobody gets it all at once.
course story   cohort start 2026-01-05 zone Africa/Harare cap 2
learners nurse1

at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"   expect nurse1 <- "May we keep your posts"
at 2026-01-07 09:00   coordinator does cohort.pause   expect told "paused"
at 2026-01-14 09:00   nurse1 says "MENU"   expect nurse1 <- "*Menu*"
                 coordinator does cohort.resume dry_run=yes   expect told "late"
                 coordinator does cohort.resume   expect told "days"
                 expect nurse1 <- "_From 7 January 2026; the course had stopped for a while._" between 2026-01-14 09:00 and 2026-01-14 09:10
                 expect nurse1 <- "before and after every client" between 2026-01-14 09:00 and 2026-01-14 09:10 once
                 expect nurse1 <- "Watch one shift" between 2026-01-14 09:00 and 2026-01-14 09:10 once
at 2026-01-14 09:15   expect no message to nurse1 until 2026-01-15 06:59
at 2026-01-15 06:59   nurse1 says "MENU"
                 expect nurse1 <- "_From 8 January 2026" between 2026-01-15 07:00 and 2026-01-15 07:10
                 expect nurse1 <- "What stops you from cleaning hands?" between 2026-01-15 07:00 and 2026-01-15 07:10 once
