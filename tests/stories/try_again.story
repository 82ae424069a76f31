# A quiz that allows it may be tried once more while it is open; after its close the offer has lapsed, and no attempt is left open.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"   expect nurse1 <- "May we keep your posts"
                 nurse1 taps "Yes"   expect nurse1 <- "May researchers use"   nurse1 taps "Yes"
                 nurse1 answers right   nurse1 answers right
at day 1 08:40   nurse2 taps "Continue"   nurse2 taps "Yes"   expect nurse2 <- "May we keep your posts"
                 nurse2 taps "Yes"   expect nurse2 <- "May researchers use"   nurse2 taps "Yes"
                 nurse2 answers right   nurse2 answers right
at day 5 12:20   nurse1 says "MENU"   nurse2 says "MENU"
at day 5 12:35   nurse1 answers wrong   nurse1 answers right   expect nurse1 <- "You may try once more."
                 nurse1 taps "Try again"   expect nurse1 <- "Question 1 of 2"
                 nurse1 answers right   nurse1 answers right   expect nurse1 <- "You have 100 % right"
                 nurse2 answers wrong   nurse2 answers right   expect nurse2 <- "You may try once more."
at day 6 08:00   nurse2 taps "Try again"   expect nurse2 <- "This is closed."
