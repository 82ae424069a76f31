# Who leaves by her own word is asked why inside the one message that may still go, by a tap. Nothing follows, whatever she taps or writes.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 1 09:00   nurse1 says "STOP"   expect nurse1 <- "one tap tells us why" once
                 nurse2 says "MENU"   nurse2 taps "Leave the course"   nurse2 taps "Stop"   expect nurse2 <- "one tap tells us why" once
                 nurse3 says "forget me"   nurse3 taps "Remove my data"   expect nurse3 <- "A person has been told"
at day 1 10:00   nurse1 taps "Too many messages"   expect no message to nurse1 until day 3 12:00
at day 3 12:00   nurse2 taps "Too formal for me"   expect no message to nurse2 until day 4 12:00
at day 4 12:00   nurse2 says "START"   expect nurse2 <- "Welcome back"
                 nurse2 taps "Another reason"   expect nurse2 <- "belongs to something that is over"
                 nurse2 says "STOP"   expect nurse2 <- "one tap tells us why" between day 4 12:00 and day 4 12:30 once
at day 4 13:00   nurse1 taps "Another reason"   expect no message to nurse1 until day 9 12:00
