# A reminder of what the room does is for those who were shown it. Who joins at its very second, or has not answered the
# question of consent, is not reminded: held back, it would stand before the knock that brings that question.
course alone   cohort start 2026-01-05 zone Africa/Harare
learners nurse1
late nurse3 nurse4

at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"
at day 3 08:50   nurse1 says "MENU"
at day 4 08:50   nurse1 says "MENU"
at day 4 08:59   nurse4 joins   expect nurse4 <- "Tap Continue"
at day 4 09:00   nurse3 joins   expect nurse3 <- "Tap Continue"
                 nurse3 taps "Continue"   nurse3 taps "Yes"
                 expect nurse3 <- "Count the boxes" between 09:00 and 09:40 once
                 expect nurse1 <- "still wait to be counted" between 09:00 and 09:50 once
                 expect no message to nurse4 until 12:00
at 2026-01-10 08:45  expect nurse4 <- "Tap Continue" between 08:50 and 09:20 once
