# A number or word that the author foresaw gets the author's word on it, not only right or wrong.
course vote   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   expect everybody <- "Will you take this course?"
                 everybody taps "Yes"
at day 2 12:10   everybody taps "Continue"   expect everybody <- "At what age is the first test?"
                 nurse1 says "14"   expect nurse1 <- "That is the second visit."
                 nurse1 says "Husband"   expect nurse1 <- "He may, if she asks him."
                 nurse2 says "6"   expect nurse2 <- "Right"
                 nurse2 says "mentor mother"   expect nurse2 <- "You have 100 % right"
