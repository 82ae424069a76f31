# In a practice quiz a wrong answer is told why, and the next one counts on its own. In a test nothing is told.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1

at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"   expect nurse1 <- "May we keep your posts"
                 nurse1 taps "Yes"   expect nurse1 <- "May researchers use"   nurse1 taps "Yes"
                 nurse1 answers wrong   expect nurse1 <- "Question 2 of 2"
                 nurse1 answers right   expect nurse1 <- "Scores come when every group has finished"
at day 5 12:20   nurse1 says "MENU"
at day 5 12:29   expect nurse1 <- "Rub or soap after visible soil?"
                 nurse1 answers wrong   expect nurse1 <- "Rub does not lift soil."
                 nurse1 answers right   expect nurse1 <- "You have 50 % right"
expect nobody <- "SEALED"
