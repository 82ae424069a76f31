# Who comes on day 5 gets consents first, then in order what the room was taught, then her own task; closed talk stays closed.
course story   cohort start 2026-01-05 zone Africa/Harare cap 12
learners nurse1 nurse2
late nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:00   nurse1 quotes "What stops you" with "Our rub is locked in the cupboard."
at day 5 09:00   nurse3 joins   expect nurse3 <- "Tap Continue"
                 nurse3 taps "Continue"   expect nurse3 <- "Will you take this course?"
                 nurse3 taps "Yes"   expect nurse3 <- "May we keep your posts"
# The consents come first: neither the lesson nor her own task, due since day 3, before she has answered.
at day 5 09:30   expect no message to nurse3 until 10:00
at day 5 10:00   nurse3 taps "Yes"   expect nurse3 <- "May researchers use"
                 nurse3 taps "Yes"   expect nurse3 <- "First, two questions."
                 expect nurse3 <- "before and after every client" between 10:00 and 10:30 once
                 expect nurse3 <- "Watch one shift" between 10:00 and 10:40 once
                 expect nurse3 <- "What stops you from cleaning hands?" between 10:00 and 10:40 once
at day 6 12:00   nurse3 taps "Continue"
at day 6 12:29   expect nurse3 <- "A bell rings" between 12:30 and 13:00 once
