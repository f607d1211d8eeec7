import { conventions, type MoneyShown } from "~/ui/conventions";
import { currencyDigits, formatDate } from "~/ui/format";

/** Says at which rates money is shown in another currency than its own; nothing where it is not. */
export function RatesNotice() {
  const { money } = conventions();
  return money === null ? null : <>{ratesText(money)}</>;
}

const SAID = 8;

function ratesText({ currency, rates }: MoneyShown): string {
  const said = Object.entries(rates).slice(0, SAID);
  if (said.length === 0) return `No rate to ${currency} is on record: money is shown as it is.`;
  const each = said.map(([from, { factor, date }]) => {
    const rate = factor * 10 ** (currencyDigits(from) - currencyDigits(currency));
    return `1 ${from} = ${rate.toPrecision(4)} ${currency} (${formatDate(date)})`;
  });
  return `Money is shown in ${currency}, with ≈ where it was converted: ${each.join("; ")}. What has no rate stays in its own currency.`;
}
