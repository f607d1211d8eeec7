/**
 * The first thing that the command line loads. React reads this variable once, as it is loaded, and where it is not set
 * checks itself all the time, at three times the cost; `env()` takes an unset one for production too.
 */
process.env["NODE_ENV"] ||= "production";
