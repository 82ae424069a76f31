# Webhooks come out of order: `read` before `delivered` before `sent`, an answer before the status of its question.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
webhooks reversed

at day 1 08:30   everybody taps "Continue"
                 expect everybody <- "Will you take this course?" between 08:30 and 08:40 once
                 everybody taps "Yes"   expect everybody <- "May we keep your posts" between 08:30 and 08:50 once
                 everybody taps "Yes"   expect everybody <- "May researchers use"   everybody taps "Yes"
                 nurse1 answers right 2 times
                 expect nurse1 <- "all your answers are in" between 08:30 and 10:00 once
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
                 nurse1 quotes "What stops you" with "We are too few on every night shift."
                 expect nurse2 <- "We are too few on every night shift." between 12:30 and 19:00 once
at day 5 12:00   nurse1 says "MENU"
at day 5 12:29   expect nurse1 <- "Rub or soap after visible soil?"
                 nurse1 answers wrong   nurse1 answers right   expect nurse1 <- "You have 50 % right"
