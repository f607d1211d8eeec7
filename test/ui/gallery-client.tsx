import { useEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import "../../app/styles.css";
import { Gallery } from "./gallery";

/** Lets the tests wait until a press on a button means something. */
function Hydrated() {
  useEffect(() => {
    document.documentElement.dataset["hydrated"] = "";
  }, []);
  return <Gallery />;
}

const root = document.getElementById("root");
if (root) hydrateRoot(root, <Hydrated />);
