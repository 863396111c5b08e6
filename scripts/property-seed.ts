/**
 * Property tests draw the same cases on every machine, so that a run says something of the code and not of the day.
 * SEED draws others: `SEED=$RANDOM npm run test:unit` is how new counterexamples are looked for.
 */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) })
