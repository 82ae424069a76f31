# Every webhook comes two times: every answer, post and command counts once.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
webhooks twice

at day 1 08:30   everybody taps "Continue"
                 expect everybody <- "Will you take this course?" between 08:30 and 08:40 once
                 everybody taps "Yes"   expect everybody <- "May we keep your posts" between 08:30 and 08:50 once
                 everybody taps "Yes"   expect everybody <- "May researchers use"   everybody taps "Yes"
                 nurse1 answers right 2 times
                 expect nurse1 <- "all your answers are in" between 08:30 and 10:00 once
at day 4 12:20   everybody says "MENU"   expect everybody <- "*Menu*" between 12:20 and 12:29 once
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
                 nurse1 quotes "What stops you" with "We are too few on every night shift."
                 expect nurse1 <- "Shared with your group" between 12:30 and 12:50 once
                 expect nurse2 <- "We are too few on every night shift." between 12:30 and 19:00 once
at day 5 12:00   nurse1 says "MENU"
at day 5 12:29   expect nurse1 <- "Rub or soap after visible soil?"   nurse1 answers right 2 times
                 expect nurse1 <- "You have 100 % right" between 12:30 and 13:00 once
at day 5 14:00   nurse1 says "STOP"   expect nurse1 <- "no more messages" between 14:00 and 14:15 once
