# A peer opens a discussion in words of her own. Who has blocked her gets the question alone, and nobody is told.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 09:00   coordinator does upkeep.set name=shares value="0"
                 nurse2 says "VOLUNTEER"   expect nurse2 <- "nurse2, would you open"
                 nurse2 taps "Yes, gladly"
                 nurse3 says "BLOCK nurse2"   expect nurse3 <- "Nothing passes between you"
                 nurse1 says "BLOCK nurse2"   expect nurse1 <- "Nothing passes between you"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect nurse2 <- "discussion is yours to open" between 12:30 and 12:35 once
at day 4 12:45   nurse2 quotes "yours to open" with "At our ward the bottle is always empty."   expect nurse2 <- "Shared with your group"
                 nurse2 says "PAUSE"   # so that nobody but the two could be shown her words
at day 4 12:46   expect nurse3 <- "What stops you from cleaning hands?" between 12:46 and 12:52 once
                 expect nurse1 <- "What stops you from cleaning hands?" between 12:46 and 12:52 once
at day 5 20:00   expect nobody <- "opens this discussion"
                 expect nobody <- "At our ward"
