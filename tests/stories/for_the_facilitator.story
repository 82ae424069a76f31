# A course may speak to its facilitator: she gets it once, on her own phone, and no learner does.
course desk   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
staff faith

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 faith taps "Show"   expect faith <- "*story, day 1*"
at day 1 10:00   expect nurse1 <- "Set the scale to zero first." between 10:00 and 10:10 once
at day 1 10:59   expect faith <- "Dear faith, ask who has a scale that works." between 11:00 and 11:05 once
                 expect no message to nurse1 until 13:00
