# The quiz is open for twelve hours. What comes later is told so, and is not counted.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 5 12:20   everybody says "MENU"
at day 5 12:29   expect everybody <- "Rub or soap after visible soil?"
                 nurse2 answers right 2 times   expect nurse2 <- "You have 100 % right"
at 2026-01-10 09:00   nurse1 answers right   expect nurse1 <- "not counted"
expect nobody <- "Rub does not lift soil."
