# Room 1 is too big, and a nurse moves to room 2: from then on she reads its posts.
course story   cohort start 2026-01-05 zone Africa/Harare rooms of 2
learners nurse1 nurse2 nurse3 nurse4

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 12:50   coordinator does learner.move learner=nurse2 room="7"   expect refused "no room"
                 coordinator does learner.move learner=nurse2 room="2"   expect nurse2 <- "another group"
at day 4 13:30   nurse3 quotes "What stops you" with "We keep one bottle for two wards."
                 expect nurse2 <- "one bottle for two wards" between 18:00 and 19:00 once
                 expect no message to nurse1 until 19:00
