/** Full years of a person born on `birthDate` on the day `on` (both YYYY-MM-DD); one born on 29 February turns on 1 March. */
export function ageOn(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
