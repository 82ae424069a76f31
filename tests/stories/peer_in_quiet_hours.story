# Her turn to open the discussion falls in quiet hours: her time begins when they end, not while she sleeps.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 07:30   coordinator does cohort.set quiet="12:15-15:00"
at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 16:35   everybody says "MENU"   nurse1 says "volunteer"
                 coordinator does upkeep.set name=shares value="0"
                 coordinator does upkeep.set name=grace value="60"
                 expect nurse1 <- "would you open"
at day 4 12:00   everybody says "MENU"
at day 4 14:59   expect nurse1 <- "If we hear nothing by 16:00" between 15:00 and 15:05 once
at day 4 15:59   expect everybody <- "What stops you from cleaning hands?" between 16:00 and 16:05 once
                 expect nurse1 <- "has been opened by itself" once
