# Ama comes back after her group has written a lot. One message asks whether she wants the highlights or all; the highlights hold
# answers to her own post; the rest comes when she asks for it. Nothing is lost.
course story   cohort start 2026-01-05 zone Africa/Harare
learners ama bibi caro

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does cohort.set highlights=5 digests="09:00"   expect told "13:00,18:30"
                 coordinator does cohort.set digests="25:00"   expect refused "must look like"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
                 ama quotes "What stops you" with "The tap is far from the bed."
                 bibi quotes "What stops you" with "There is no soap on Mondays."
                 caro quotes "What stops you" with "Torn skin in the dry season."
at day 4 13:00   bibi says "#1 We moved the bucket beside the bed."
                 bibi quotes "What stops you" with "Rings and nails."
                 bibi quotes "What stops you" with "We forget when we hurry."
                 caro quotes "What stops you" with "Nobody looks."
                 caro quotes "What stops you" with "Alcohol runs out."
at day 5 09:00   expect ama <- "7 posts of your group wait for you" between day 5 09:00 and day 5 09:10 once
at day 5 09:30   ama taps "Highlights"
                 expect ama <- "*Highlights: 5 of 7 posts*" once
                 expect ama <- "We moved the bucket beside the bed" once
at day 5 10:00   # what was left out waits
                 ama says "all"
                 expect ama <- "There is no soap on Mondays" once
                 expect ama <- "Torn skin in the dry season" once
at day 5 11:00   ama says "all"   expect ama <- "Who should see this?"
