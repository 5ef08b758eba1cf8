// The engine counts characters (code points), a browser counts UTF-16 units.

/** Return a function from characters to UTF-16 units of a text. */
export function unitsOf(text: string): (characters: number) => number {
  const wide: number[] = []; // for each character of two units, how many characters stand before it
  let characters = 0;
  for (let unit = 0; unit < text.length; unit += 1, characters += 1) {
    if (text.codePointAt(unit)! > 0xffff) {
      wide.push(characters);
      unit += 1;
    }
  }
  return (position) => position + countBelow(wide, position);
}

function countBelow(sorted: number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
