<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Announcer</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttemptList</name>
    <message numerus="yes">
        <source>%n to mark</source>
        <translation>
            <numerusform>%n to mark</numerusform>
            <numerusform>%n to mark</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CriteriaCard</name>
    <message numerus="yes">
        <source>%n checks that speak of it were missed</source>
        <translation>
            <numerusform>%n check that speaks of it was missed</numerusform>
            <numerusform>%n checks that speak of it were missed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n acts offered</source>
        <translation>
            <numerusform>%n act offered</numerusform>
            <numerusform>%n acts offered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message numerus="yes">
        <source>%n things to put right first</source>
        <translation>
            <numerusform>%n thing to put right first</numerusform>
            <numerusform>%n things to put right first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message numerus="yes">
        <source>%n file(s) backed up.</source>
        <translation>
            <numerusform>%n file backed up.</numerusform>
            <numerusform>%n files backed up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Observations</name>
    <message numerus="yes">
        <source>%n more never came up.</source>
        <translation>
            <numerusform>%n more never came up.</numerusform>
            <numerusform>%n more never came up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message numerus="yes">
        <source>%n act(s) since</source>
        <translation>
            <numerusform>%n act since</numerusform>
            <numerusform>%n acts since</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” becomes what it was then. %n act(s) done since are no longer in it.</source>
        <translation>
            <numerusform>“%1” becomes what it was then. %n act done since is no longer in it.</numerusform>
            <numerusform>“%1” becomes what it was then. %n acts done since are no longer in it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message numerus="yes">
        <source>Marked: %n criteria</source>
        <translation>
            <numerusform>Marked: %n criterion</numerusform>
            <numerusform>Marked: %n criteria</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Saying</name>
    <message numerus="yes">
        <source>%n suggestions</source>
        <translation>
            <numerusform>%n suggestion</numerusform>
            <numerusform>%n suggestions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScenarioDetail</name>
    <message numerus="yes">
        <source>%n contacts</source>
        <translation>
            <numerusform>%n contact</numerusform>
            <numerusform>%n contacts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scenarios</name>
    <message numerus="yes">
        <source>Tried %n times</source>
        <translation>
            <numerusform>Tried %n time</numerusform>
            <numerusform>Tried %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalculatorPage</name>
    <message numerus="yes">
        <source>The first of %n questions was taken.</source>
        <translation>
            <numerusform>The first of %n question was taken.</numerusform>
            <numerusform>The first of %n questions was taken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhyView</name>
    <message numerus="yes">
        <source>%n further days are in the totals.</source>
        <translation>
            <numerusform>%n further day is in the totals.</numerusform>
            <numerusform>%n further days are in the totals.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhyPane</name>
    <message numerus="yes">
        <source>%n working days</source>
        <translation>
            <numerusform>%n working day</numerusform>
            <numerusform>%n working days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours, day and night</source>
        <translation>
            <numerusform>%n hour, day and night</numerusform>
            <numerusform>%n hours, day and night</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working minutes</source>
        <translation>
            <numerusform>%n working minute</numerusform>
            <numerusform>%n working minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working days</source>
        <translation>
            <numerusform>%n working day</numerusform>
            <numerusform>%n working days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
</context>
</TS>
