# Two nurses take the whole course: consents, three tests, a lesson, a task, a discussion, a quiz and a case.
# Who has not written for a day is asked back by a template with a button first.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 07:50   expect everybody <- "Tap Continue" between 08:00 and 08:10 once
at day 1 08:30   everybody taps "Continue"   expect everybody <- step c1
                 everybody taps "Yes"   expect everybody <- "May we keep your posts"
                 everybody taps "Yes"   expect everybody <- "May researchers use"
                 everybody taps "Yes"   expect everybody <- "First, two questions."
                 expect everybody <- "Question 1 of 2"
                 nurse1 answers right   expect nurse1 <- "Question 2 of 2"
                 nurse1 answers wrong   expect nurse1 <- "all your answers are in"
                 nurse2 answers right 2 times   expect nurse2 <- "all your answers are in"

at day 3 12:00   expect everybody <- "Tap Continue" between 12:30 and 12:40 once
at day 3 13:00   everybody taps "Continue"   expect everybody <- "before and after every client" once
at day 3 14:50   expect everybody <- "Watch one shift" between 15:00 and 15:10 once
at day 3 16:00   everybody taps "Done"   expect everybody <- "Well done"

at day 4 12:29   expect everybody <- "What stops you from cleaning hands?" between 12:30 and 12:40 once
at day 4 13:30   nurse1 quotes "What stops you" with "At night there is no rub at the bed."
                 expect nurse1 <- "Shared with your group"
at day 4 15:00   nurse2 says "MENU"
                 expect nurse2 <- "At night there is no rub at the bed." between 18:00 and 19:00 once

at day 5 12:29   expect everybody <- "Rub or soap after visible soil?" between 12:30 and 12:40 once
at day 5 13:00   everybody answers right 2 times   expect everybody <- "You have 100 % right"

# A week-end has passed.
at day 6 12:29   expect everybody <- "Tap Continue" between 12:30 and 12:40 once
at day 6 13:00   everybody taps "Continue"   expect everybody <- "A bell rings"
                 expect everybody <- "without rubbing" between 16:30 and 16:40 once
at day 7 12:29   expect everybody <- "The expert rubbed" between 12:30 and 12:40 once

at day 9 12:29   expect everybody <- "Tap Continue" between 12:30 and 12:40 once
at day 9 13:00   everybody taps "Continue"
                 everybody answers right 2 times   expect everybody <- "all your answers are in"
at day 15 12:29  expect everybody <- "Tap Continue" between 12:30 and 12:40 once
at day 15 13:00  everybody taps "Continue"
                 everybody answers right 2 times   expect everybody <- "all your answers are in"
at day 20 12:00
