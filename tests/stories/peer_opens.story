# The facilitator hands the discussions over. Who has offered it hears of hers days ahead and may pass it on; when it is time she opens it in her own words.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 09:00   coordinator does plan.make   expect refused "leads every discussion"
                 coordinator does upkeep.set name=shares value="0"
                 coordinator does plan.make   expect told "no volunteer yet"
                 nurse1 says "VOLUNTEER"   expect nurse1 <- "lead a discussion"
                 expect nurse1 <- "nurse1, would you open your group's discussion of 2026-01-08 12:30?" once
                 nurse1 taps "Swap"   expect nurse1 <- "somebody else is asked"
                 nurse1 says "SWAP"   expect nurse1 <- "No discussion is waiting"
at day 2 10:00   nurse2 says "Najitolea"   expect nurse2 <- "nurse2, would you open"
                 nurse2 taps "Yes, gladly"   expect nurse2 <- "You will hear from us when it is time"
                 nurse1 taps "Yes, gladly"   expect nurse1 <- "No discussion is waiting"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect nurse2 <- "discussion is yours to open" between 12:30 and 12:35 once
                 expect no message to nurse3 until 12:40
at day 4 12:45   nurse2 quotes "yours to open" with "At our ward the bottle is always empty."   expect nurse2 <- "Shared with your group"
at day 4 12:46   expect everybody <- "nurse2 opens this discussion* (#1)" between 12:46 and 12:52 once
                 expect nurse3 <- "At our ward the bottle is always empty."
                 expect nurse3 <- "What stops you from cleaning hands?"
at day 4 13:30   nurse3 quotes "What stops you" with "Here as well."   expect nurse3 <- "Shared with your group"
                 expect nurse1 <- "#2 nurse3 (peer): Here as well." between 18:30 and 18:40 once
expect nobody <- "#1 nurse2 (peer)"
