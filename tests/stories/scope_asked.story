# In week 1 and again in week 3 each is asked in private whether the group is what she expected. The group sees the spread, never who, and talks about it.
course scope   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 5 12:20   everybody says "MENU"
                 expect everybody <- "Is this group what you expected?" between 12:30 and 12:50 once
at day 5 13:00   nurse1 taps "D. Too formal"   expect nurse1 <- "counted: D."
                 nurse2 says "D"   expect nurse2 <- "counted: D."
                 nurse3 taps "A. Just as"   expect nurse3 <- "counted: A."
at day 6 12:20   everybody says "MENU"
                 expect everybody <- "Too formal\n███████ 2" between 12:29 and 12:45 once
at day 6 13:00   nurse1 quotes "How your group answered" with "Let us say good morning to each other."   expect nurse1 <- "Shared with your group"
at day 15 12:20  everybody says "MENU"
                 expect everybody <- "The same question once more" between 12:29 and 12:45 once
at day 15 13:00  everybody says "A"   expect everybody <- "counted: A."
at day 16 12:20  everybody says "MENU"
                 expect everybody <- "Of 3 who answered both times, 2 changed" between 12:29 and 12:45 once
