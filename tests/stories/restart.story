# The engine is ended and started in the middle of a test, of a discussion and of a queue: it goes on where it was.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   engine restarts   everybody taps "Yes"
                 expect everybody <- "May we keep your posts" between 08:30 and 08:40 once
                 everybody taps "Yes"   expect everybody <- "May researchers use"   everybody taps "Yes"
                 everybody answers right   engine restarts   everybody answers right
                 expect everybody <- "all your answers are in" between 08:30 and 09:20 once
at day 3 12:29   expect everybody <- "Tap Continue" between 12:30 and 12:40 once
                 engine restarts
at day 3 13:00   everybody taps "Continue"   engine restarts
                 expect everybody <- "before and after every client" between 12:30 and 14:00 once
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
                 nurse1 quotes "What stops you" with "The tap on our ward is dry."
                 engine restarts
                 expect nurse2 <- "The tap on our ward is dry." between 12:30 and 19:00 once
