@echo off
rem Starts the ledger command of this distribution. JAVA_HOME chooses the Java (17 or newer).
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC %LEDGER_JAVA_OPTS% -cp "%home%\ledger-cli.jar;%home%\drivers\*" io.migrationledger.cli.Main %*
exit /b %ERRORLEVEL%
