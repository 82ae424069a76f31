# What a peer writes without her name when it is her turn is a colleague's post and no opening, which would bear her name; nor is what is beside the work.
course story   cohort start 2026-01-05 zone Africa/Harare cap 12
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 12:35   everybody says "MENU"   nurse1 says "volunteer"
                 coordinator does upkeep.set name=anon value="1"
                 coordinator does upkeep.set name=shares value="0"
                 coordinator does upkeep.set name=grace value="60"
                 expect nurse1 <- "would you open"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect nurse1 <- "yours to open" between 12:30 and 12:35 once
at day 4 12:45   nurse1 quotes "yours to open" with "ANON: I am afraid of the ward sister."   expect nurse1 <- "without your name"
at day 4 12:50   nurse1 quotes "yours to open" with "SOCIAL: who has seen my pen?"   expect nurse1 <- "Shared with your group"
at day 4 12:58   expect nurse2 <- "#1 Colleague 1: I am afraid of the ward sister." between 13:00 and 13:10 once
at day 4 13:29   expect everybody <- "What stops you from cleaning hands?" between 13:30 and 13:35 once
expect nobody <- "opens this discussion"
expect nobody <- "nurse1 (peer): I am afraid"
