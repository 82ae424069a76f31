# Nothing is sent before the coordinator launches the cohort. A launch that comes too late is refused with what to do.
course story   cohort start 2026-01-05 zone Africa/Harare planned
learners nurse1 nurse2
late nurse3

at day 1 12:00   expect no message to everybody until day 1 12:00
                 nurse1 says "MENU"   expect nurse1 <- "*Menu*"
                 coordinator does cohort.pause   expect refused "not launched yet"
                 coordinator does cohort.launch dry_run=yes   expect told "is today"
at day 1 13:00   coordinator does cohort.launch   expect told "running"
                 expect nurse1 <- "Will you take this course?" between day 1 08:00 and day 1 13:10 once
                 expect nurse2 <- "Tap Continue"
                 coordinator does cohort.launch   expect refused "has been launched"
