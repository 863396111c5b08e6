/** Reading a list from text in PostgreSQL, total: one item that does not fit makes the whole NULL. */

/** `item` reads one trimmed text `x`; repeated values count once, at their first place. */
export const listFromText = (item: string, most: number): string => `(select case
    when count(*) between 1 and ${most} and bool_and(v is not null) then array_agg(v order by first) end
  from (select v, min(i) as first
    from (select ${item} as v, i
      from unnest(regexp_split_to_array({c}, '[,\uff0c、;\uff1b\n\r]+')) with ordinality as parts(raw, i)
      cross join lateral (select btrim(raw, E' \\t"') as x) trimmed
      where x <> '') read
    group by v) grouped)`
