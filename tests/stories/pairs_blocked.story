# Two who sit in one small circle, and one of them blocks the other: they are parted at once, neither is told why, and what one
# writes no longer reaches the other.
course rooms   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4 nurse5

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 15:00   everybody says "MENU"
at day 5 11:59   expect nurse1 <- "You talk about this with nurse4 and nurse5 only" between 12:00 and 12:10 once
at day 5 12:30   nurse1 quotes "stood in the way" with "You never wash your hands, all of you."
                 expect nurse4 <- "*nurse1:* You never wash" once
at day 5 12:46   nurse4 says "BLOCK nurse1"   expect nurse4 <- "Nothing passes between you"
                 expect nurse1 <- "You now talk about this with nurse2 and nurse3"
                 expect nurse4 <- "You now talk about this with nurse5"
at day 5 13:05   nurse1 quotes "stood in the way" with "The tap was dry again."
                 expect nurse2 <- "*nurse1:* The tap was dry" once   expect nurse3 <- "*nurse1:* The tap was dry" once
                 expect no message to nurse4 until 13:30
