# A learner reports a post: she sees it no more and a person looks at it. She blocks a colleague: nothing passes between the two. The group hears of neither.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"   rudo says "card"
at day 4 12:35   nurse1 quotes "What stops you" with "Lazy nurses, that is all."   expect nurse1 <- "Shared with your group"
at day 4 12:50   nurse2 says "REPORT #1 it insults us"   expect nurse2 <- "You will not be shown it again"
                 nurse2 says "report"   expect nurse2 <- "Reply with REPORT to the message"
                 rudo says "queue"   expect rudo <- "REPORT of #1: “Lazy nurses, that is all.”\nWhy: it insults us"
at day 4 12:55   expect nurse3 <- "#1 nurse1 (peer): Lazy nurses" between 13:00 and 13:10 once
                 nurse3 says "Block NURSE1"   expect nurse3 <- "Nothing passes between you"
                 nurse3 says "block the door first"   expect nurse3 <- "Who should see this?"
                 nurse3 taps "Discard"   expect nurse3 <- "Thrown away"
at day 4 13:30   nurse1 quotes "What stops you" with "And the water."   expect nurse1 <- "Shared with your group"
                 nurse3 quotes "What stops you" with "No soap in the dispenser."   expect nurse3 <- "Shared with your group"
                 expect nurse2 <- "#2 nurse1 (peer): And the water." between 18:30 and 18:40 once
                 expect nurse2 <- "#3 nurse3 (peer): No soap" between 18:30 and 18:40 once
at day 5 07:00   nurse3 says "UNBLOCK nurse1"   expect nurse3 <- "It passes again"
                 nurse1 says "WELL DONE #3"   expect nurse1 <- "Your thanks are passed on"
                 expect nurse3 <- "A colleague thanks you for #3"
                 nurse3 says "members"   expect nurse3 <- "- nurse2"
at day 5 09:00   coordinator does post.withdraw post=nurse1.post why="Please be kind."   expect told "withdrawn"
                 expect nurse1 <- "has been taken back by those who look after the course. Please be kind."
