# A learner writes about herself into the one-to-one chat. Nobody else may ever see it, whatever she taps but Share.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
at day 4 13:00   nurse1 says "I am positive myself and afraid that they find out."
                 expect nurse1 <- "Who should see this?"
at day 4 13:05   nurse2 says "My own child died on this ward last year."
                 expect nurse2 <- "Who should see this?"   nurse2 taps "Discard"   expect nurse2 <- "Thrown away"
at day 4 13:10   nurse3 says "May I ask something about my own result?"
                 expect nurse3 <- "Who should see this?"   nurse3 taps "Ask facilitator"
                 expect nurse3 <- "not to the group"
at day 5 09:00   nurse2 says "We keep a bottle of rub at every single bed. It helps."
                 expect nurse2 <- "Who should see this?"   nurse2 taps "Share with group"
                 expect nurse2 <- "Shared with your group"
                 expect nurse3 <- "bottle of rub at every single bed" between 12:00 and 19:00 once
# Words that another had told the room are told, though she keeps hers to herself.
at day 5 19:30   nurse1 says "We keep a bottle of rub at every single bed."
                 expect nurse1 <- "Who should see this?"   nurse1 taps "Discard"   expect nurse1 <- "Thrown away"
expect nobody <- "afraid that they find out"
expect nobody <- "died on this ward"
expect nobody <- "my own result"
