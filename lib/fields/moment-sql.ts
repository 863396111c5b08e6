/** Reading days and instants from text in PostgreSQL, total: what is not in the calendar becomes NULL. */

const daysInMonth = `case when mo in (4, 6, 9, 11) then 30
  when mo <> 2 then 31
  when y % 4 = 0 and (y % 100 <> 0 or y % 400 = 0) then 29 else 28 end`
const inCalendar = `y between 1 and 9999 and mo between 1 and 12 and d between 1 and ${daysInMonth}`

/** Groups 1–5: a year, then month and day either apart or as eight digits. */
const day = '([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))'
/** Groups 6–9. */
const time = '([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.]([0-9]{1,3})[0-9]*)?)?'
/** Groups 10–13. */
const zone = '(?:(Z)|([+-])([0-9]{2}):?([0-9]{2}))?'

// `offset 0` keeps the planner from putting a part in the place of each of its names, and from doing it again there.

/** A time after the day is dropped: converting a date and time to a date keeps its day. */
export const dateFromText = `(select case when ${inCalendar} then make_date(y, mo, d) end
  from (select m[1]::int as y, coalesce(m[2], m[4])::int as mo, coalesce(m[3], m[5])::int as d
    from (select regexp_match({c}, '^\\s*${day}(?:[T ].*)?\\s*$') as m offset 0) t0 offset 0) t1)`

/** Without an offset the session's zone counts, which a conversion sets to the workspace's. */
export const datetimeFromText = `(select case when t between timestamptz '0001-01-01 00:00Z' and timestamptz '9999-12-31 23:59:59.999Z' then t end
  from (select case
      when not (${inCalendar} and h < 24 and mi < 60 and s < 60 and oh < 16 and om < 60) then null
      when zoned then make_timestamptz(y, mo, d, h, mi, s + ms / 1000.0, 'UTC') - make_interval(mins => sign * (oh * 60 + om))
      else make_timestamptz(y, mo, d, h, mi, s + ms / 1000.0) end as t
    from (select m[1]::int as y, coalesce(m[2], m[4])::int as mo, coalesce(m[3], m[5])::int as d,
        coalesce(m[6]::int, 0) as h, coalesce(m[7]::int, 0) as mi, coalesce(m[8]::int, 0) as s,
        coalesce(rpad(m[9], 3, '0')::int, 0) as ms,
        m[10] is not null or m[11] is not null as zoned, case m[11] when '-' then -1 else 1 end as sign,
        coalesce(m[12]::int, 0) as oh, coalesce(m[13]::int, 0) as om
      from (select regexp_match({c}, '^\\s*${day}(?:[T ]\\s*${time}\\s*${zone})?\\s*$') as m offset 0) t0 offset 0) t1 offset 0) t2)`
