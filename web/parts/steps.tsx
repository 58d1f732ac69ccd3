/** What comes one after the other. */
export function Steps({ steps }: { steps: readonly (readonly [string, string])[] }) {
  return (
    <ol class="steps">
      {steps.map(([title, text]) => (
        <li key={title}>
          <b>{title}</b>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
