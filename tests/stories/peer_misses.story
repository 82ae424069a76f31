# Who was to open the discussion is not there: after the time that was stated the course opens it, and nobody is blamed. What names a patient is no opening.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 12:35   everybody says "MENU"   nurse1 says "volunteer"
                 coordinator does upkeep.set name=shares value="0"
                 coordinator does upkeep.set name=grace value="60"
                 expect nurse1 <- "would you open"
                 coordinator does plan.lead room="1" step=m1d learner=nurse2   expect told "m1d"
                 expect nurse2 <- "nurse2, would you open"
                 nurse2 says "Not this week"   expect nurse2 <- "somebody else is asked"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect nurse1 <- "yours to open" between 12:30 and 12:35 once
at day 4 12:50   nurse1 quotes "yours to open" with "Mrs Moyo never lets me pass."   expect nurse1 <- "a facilitator will look at it"
at day 4 13:29   expect everybody <- "What stops you from cleaning hands?" between 13:30 and 13:35 once
                 expect nurse1 <- "has been opened by itself"
expect nobody <- "opens this discussion"
