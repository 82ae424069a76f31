# A question is answered in private. At the close the room sees how many chose what, never who; it talks, is asked again,
# and sees both spreads.
course rooms   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 11:59   expect everybody <- "Your answer is private. At 2026-01-05 16:00" between 12:00 and 12:10 once
at day 1 12:30   nurse1 taps "C. No"   expect nurse1 <- "counted: C. You may change it until 2026-01-05 16:00"
                 nurse2 says "B"   expect nurse2 <- "counted: B."
                 nurse3 quotes "bed curtain" with "a"   expect nurse3 <- "counted: A."
                 nurse1 taps "B. Only if"   expect nurse1 <- "counted: B."
                 expect no message to nurse4 until 15:59
at day 1 15:59   expect everybody <- "Only if they look dirty\n███████ 2" between 16:00 and 16:10 once
                 expect everybody <- "once more at 2026-01-06 16:00" between 16:00 and 16:10
at day 1 16:20   nurse4 taps "C. No"   expect nurse4 <- "not counted"
                 nurse3 quotes "How your group answered" with "The curtain is touched by everyone and never washed."
                 expect nurse3 <- "Shared with your group"
                 expect nurse1 <- "never washed" between 18:30 and 18:40
at day 2 15:50   everybody says "MENU"
at day 2 15:59   expect everybody <- "The same question once more" between 16:00 and 16:10 once
at day 2 16:20   nurse1 taps "A. Always"   expect nurse1 <- "counted: A."
                 nurse2 says "A"   expect nurse2 <- "counted: A."
                 nurse3 says "A"   expect nurse3 <- "counted: A."
                 nurse4 quotes "bed curtain" with "A"   expect nurse4 <- "counted: A."
at day 2 19:59   expect everybody <- "███████ 2 before the talk" between day 2 20:00 and day 3 07:10 once
                 expect everybody <- "Of 3 who answered both times, 2 changed" between day 2 20:00 and day 3 07:10 once
at day 3 09:00   nurse1 taps "C. No"   expect nurse1 <- "not counted"
