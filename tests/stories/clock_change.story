# In Berlin the clocks go forward in the night to 29 March 2026 and the course keeps its local times on both sides.
course story   cohort start 2026-03-25 zone Europe/Berlin
learners nurse1

at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"
at day 3 12:00   nurse1 says "MENU"
                 expect nurse1 <- "before and after every client" between 12:30 and 12:40 once
# Day 4 is Monday the 30th, in summer time; day 3 was Friday the 27th, in winter time.
at day 4 12:00   nurse1 says "MENU"
                 expect nurse1 <- "What stops you from cleaning hands?" between 12:30 and 12:40 once
at 2026-03-31 12:00   nurse1 says "MENU"
                 expect nurse1 <- "Rub or soap" between 2026-03-31 12:30 and 2026-03-31 12:40 once
