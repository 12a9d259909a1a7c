/** The wild goose with its letter; takes the colour of the text around it, the letter's seal stays vermilion. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden fill="none" className="shrink-0">
      <path
        fill="currentColor"
        d="M4 27.500C13 27 20.500 28.800 26.200 33 23.600 24.800 24.600 14.800 31.600 6 34.300 15.600 38.300 22.600 43.700 27.300 46.300 25.300 49.300 24.300 52.300 24.800L60 27.600 53.100 29.700C51.600 37.700 44.600 44.300 34.800 45.600 27.200 46.600 18.700 43.300 13.400 36.900 17.200 38.100 20.700 38.400 23.800 37.900 17.900 35.700 11.300 32.200 4 27.500Z"
      />
      <path
        fill="var(--seal)"
        d="M45.500 41.500h13a1.500 1.500 0 0 1 1.500 1.500v10a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 44 53V43a1.500 1.500 0 0 1 1.500-1.500Z"
      />
      <path
        stroke="var(--surface)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m46.300 44 5.700 4.600 5.700-4.600"
      />
    </svg>
  );
}
