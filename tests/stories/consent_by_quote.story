# YES and NO typed as a reply to a question of consent answer that one; as a reply to anything else they answer none. Typed
# alone they answer the newest that is open.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   nurse1 quotes "Will you take" with "yes"   expect nurse1 <- "May we keep your posts"
                 nurse1 says "HELP"   expect nurse1 <- "Words that work"
                 nurse1 quotes "Words that work" with "yes"   expect nurse1 <- "Who should see this?" once
                 nurse1 says "MY DATA"   expect nurse1 <- "for assessment: No; to research: No."
                 nurse1 quotes "May we keep your posts" with "yes please"   expect nurse1 <- "May researchers use"
                 nurse1 quotes "May we keep your posts" with "no"   expect nurse1 <- "That is fine. You take part all the same"
                 nurse1 quotes "May researchers" with "Yes"   nurse1 says "MY DATA"
                 expect nurse1 <- "for assessment: No; to research: Yes."
                 nurse2 says "yes"   expect nurse2 <- "May we keep your posts"   nurse2 says "yes"   expect nurse2 <- "May researchers use"
                 nurse2 says "no"   nurse2 says "MY DATA"   expect nurse2 <- "for assessment: Yes; to research: No."
