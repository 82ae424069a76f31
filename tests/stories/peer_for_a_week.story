# A learner helps as facilitator for two days: her posts say so, a card tells her what goes out, and it ends by itself. What is held stays with the facilitator.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 12:35   everybody says "MENU"
                 coordinator does cohort.peer cohort="story" learner=nurse1 from="2026-01-09" to="2026-01-08"   expect refused "first day comes before"
                 coordinator does cohort.peer cohort="story" learner=nurse1 from="2026-01-08" to="2026-01-09"
                 expect nurse1 <- "you help your group as *peer facilitator*"
at day 4 07:29   expect nurse1 <- "Peer facilitator, day 4" between 07:30 and 07:35 once
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:10   nurse1 quotes "What stops you" with "Who of you has a bottle of rub at the bed?"   expect nurse1 <- "Shared with your group"
at day 4 13:20   nurse2 quotes "What stops you" with "Mrs Moyo never lets me pass the basin."   expect nurse2 <- "a facilitator will look at it"
                 nurse1 says "queue"   expect nurse1 <- "Who should see this?"   nurse1 taps "Discard"   expect nurse1 <- "Thrown away"
                 expect nurse3 <- "#1 nurse1 (peer facilitator): Who of you has" between 18:30 and 18:40 once
at day 5 07:29   expect nurse1 <- "Peer facilitator, day 5" between 07:30 and 07:35 once
at day 6 07:00   everybody says "MENU"
at day 6 10:00   nurse1 says "A last word of mine about the poster."   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Share with group"   expect nurse1 <- "Shared with your group"
                 expect nurse3 <- "nurse1 (peer): A last word" between 13:00 and 13:10 once
expect nobody <- "Peer facilitator, day 6"
expect nobody <- "never lets me pass the basin"
