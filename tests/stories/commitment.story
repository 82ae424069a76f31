# What a learner wants to change is asked back, in her own words, thirty and sixty days after she wrote it. Who wrote nothing is not asked.
course commitment   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 12:20   everybody says "MENU"
                 expect everybody <- "What will you do differently from Monday" between 12:30 and 12:50 once
at day 1 13:00   nurse1 says "I call every mother after the first missed visit. Lost to care: from 9 to 4."
                 expect nurse1 <- "Thank you for your answers"
at 2026-02-04 12:00   expect no message to nurse2 until 2026-02-04 12:39
at 2026-02-04 12:40   nurse1 says "MENU"
                 expect nurse1 <- "On 5 January 2026 you wrote what you would change:\n“I call every mother after the first missed visit. Lost to care: from 9 to 4.”"
                 expect nurse1 <- "What became of it?"
                 expect nurse1 <- "How far have you come with it?"
                 nurse1 taps "Partly"
                 expect nurse1 <- "What helped, or what stood in the way?"
                 nurse1 says "No airtime."   expect nurse1 <- "Thank you for your answers"
at 2026-03-06 12:40   nurse1 says "MENU"
                 expect nurse1 <- "Sixty days on"
at 2026-03-06 12:45   nurse1 taps "Done"   expect nurse1 <- "Thank you for your answers"
