from watchledger.cli import main

main()
