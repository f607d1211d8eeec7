import { useId, useState } from "react";
import { TextField, type TextFieldProps } from "~/ui/field";

/** A password, which whoever types it can look at: long ones are typed wrong. */
export function PasswordField(field: Omit<TextFieldProps, "type">) {
  const [isShown, show] = useState(false);
  const id = useId();
  return (
    <div>
      <TextField {...field} type={isShown ? "text" : "password"} spellCheck={false} autoCapitalize="none" />
      <div className="mt-1 flex min-h-6 items-center gap-1.5 text-xs text-muted">
        <input
          id={id}
          type="checkbox"
          className="size-3.5 accent-(--accent)"
          checked={isShown}
          onChange={(event) => show(event.currentTarget.checked)}
        />
        <label htmlFor={id}>Show</label>
      </div>
    </div>
  );
}
