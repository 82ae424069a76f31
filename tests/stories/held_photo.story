# A photo, and words that could name a client, wait for a facilitator. The one that is released reaches the room, the other never.
# Who replies to the picture replies to that post.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:10   nurse1 sends photo "Our new rub bottle at the bed"   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Share with group"   expect nurse1 <- "a facilitator will look at it"
at day 4 13:20   nurse1 quotes "What stops you" with "Mrs Moyo of ward 3 never lets me pass the basin."
                 expect nurse1 <- "a facilitator will look at it"
at day 4 19:00   expect no message to nurse2
at day 5 09:00   nurse2 says "MENU"
at day 5 10:00   facilitator releases 1   facilitator rejects 1
                 expect nurse1 <- "Your post has gone to the group"
                 expect nurse1 <- "was not shared with the group"
                 expect nurse2 <- "Our new rub bottle" between 12:00 and 19:00 once
                 nurse2 quotes "Our new rub bottle" with "Who pays for it?"   expect nurse2 <- "Shared with your group"
at day 6 12:20   nurse1 says "MENU"
                 expect nurse1 <- "nurse2 (peer) to #1: Who pays for it?" between 12:20 and 13:10 once
expect nobody <- "never lets me pass the basin"
